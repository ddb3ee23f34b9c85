// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.Canaries;
import dev.ballast.connect.gameday.ForeignAlarm;
import dev.ballast.connect.gameday.MeshFaults;
import dev.ballast.control.gameday.DayEvent;
import dev.ballast.control.gameday.DayState;
import dev.ballast.control.gameday.DayTurn;
import dev.ballast.control.gameday.GameDayMachine;
import dev.ballast.control.gameday.LiveApprovals;
import dev.ballast.control.incident.Incidents;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Slo;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Notice;
import dev.ballast.server.json.Json;
import dev.ballast.server.regions.RegionDesk;
import dev.ballast.telemetry.query.MetricQuery;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every game day of this server, at most one of which goes on. Its state is in the ledger before
 * anything is done; one that was cut off by a restart is healed and stopped. Thread-safe: its lock
 * is held while a turn is taken and done.
 */
public final class GameDayDesk implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GameDayDesk.class);
  private static final String KIND = "gameday";
  private static final int KEPT = 100;

  private final Means means;
  private final MeshFaults faults;
  private final ForeignAlarm alarm = new ForeignAlarm();
  private final Readings readings;
  private final DayEyes eyes;
  private final DayChecks checks;
  private final RunReader reader;
  private final LiveDays live;
  private final Map<String, DayDocument> days = new ConcurrentSkipListMap<>();
  private volatile @Nullable DayRun running;

  /**
   * What it works with.
   *
   * @param newestSeen the board with what was seen since of SLOs that end a day
   * @param meshes admin APIs by region
   * @param environment variables of this server, by name
   */
  public record Means(
      Ledger ledger,
      MetricQuery metrics,
      Notice notice,
      Supplier<Board> newestSeen,
      Incidents incidents,
      RegionDesk regions,
      Map<String, URI> meshes,
      RouteTest routes,
      Function<String, @Nullable String> environment,
      InstantSource clock) {
    public Means {
      meshes = Map.copyOf(meshes);
    }
  }

  /** A game day with its plan. */
  public record View(GameDay day, DayState state, List<RulingJson> findings) {
    public View {
      findings = List.copyOf(findings);
    }
  }

  /** Somebody may not do this now. */
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String why) {
      super(why, null, false, false);
    }
  }

  public GameDayDesk(Means means) {
    this.means = means;
    this.faults = new MeshFaults(means.meshes());
    this.readings = new Readings(means.metrics());
    this.eyes = new DayEyes(means.notice(), readings, means.incidents(), means.ledger().events());
    this.checks = new DayChecks(eyes, faults, means.notice(), means.regions(), means.routes());
    this.live =
        new LiveDays(
            means.ledger().events(),
            means.ledger().documents(),
            () -> means.notice().board().configuration().regions().values(),
            means.clock());
    this.reader = new RunReader(means.notice(), readings, eyes);
    means
        .ledger()
        .documents()
        .list(KIND)
        .forEach((id, document) -> days.put(id, Json.read(document.content(), DayDocument.class)));
  }

  /** The newest first. */
  public List<View> all() {
    return days.values().stream()
        .sorted(Comparator.comparing((DayDocument d) -> d.state().began()).reversed())
        .map(d -> new View(d.day(), d.state(), d.findings()))
        .toList();
  }

  public Optional<View> find(String id) {
    return Optional.ofNullable(days.get(id)).map(d -> new View(d.day(), d.state(), d.findings()));
  }

  /** The one that goes on, else the newest. */
  public Optional<View> latest() {
    return all().stream().findFirst();
  }

  /** A report; empty when there is none yet. */
  Optional<String> report(String id, Function<DayDocument, String> format) {
    return Optional.ofNullable(days.get(id)).map(format).filter(text -> !text.isEmpty());
  }

  /** What was sent so far, of the day that goes on. */
  public List<Canaries.Second> users(String id) {
    DayRun now = running;
    return now != null && now.state().id().equals(id) ? now.users() : List.of();
  }

  /**
   * Starts one.
   *
   * @param scale above 0; else what the plan says
   * @param mode empty: what the plan says
   * @param isPerson whether it is sure who begins it, by a token
   * @throws IllegalArgumentException with every problem of the plan
   * @throws RefusedException when it may not begin
   */
  public synchronized View start(
      String file, String yaml, double scale, String mode, String by, boolean isPerson) {
    DayRun now = running;
    if (now != null && !now.state().phase().isOver()) {
      throw new RefusedException(
          "%s is going on (expected: one at a time). Fix: ballast gameday abort %s --reason \"…\""
              .formatted(now.state().id(), now.state().id()));
    }
    GameDay day = DayDocument.read(file, yaml);
    day = scale > 0 ? day.scaled(scale) : day;
    allow(day, mode, isPerson);
    day = mode.isEmpty() ? day : day.in(GameDay.Mode.valueOf(mode));
    SentLoads sent = SentLoads.of(day, means.environment());
    List<String> obstacles = new ArrayList<>();
    if (day.mode() != GameDay.Mode.REHEARSE) {
      obstacles.addAll(Ground.obstacles(day, means.regions().states()));
      obstacles.addAll(sent.missing());
    }
    if (!obstacles.isEmpty()) {
      throw new RefusedException(String.join("\n", obstacles));
    }
    DayTurn turn = new GameDayMachine(day).begin(nextId(), by, means.clock().instant());
    if (!turn.refusal().isEmpty()) {
      throw new RefusedException(turn.refusal());
    }
    if (day.mode() == GameDay.Mode.LIVE) {
      live.begin(day, yaml, by);
    }
    DayRun run =
        new DayRun(day, turn.state(), deeds(), new StopWatch(day, means.newestSeen(), alarm));
    DayDocument document =
        new DayDocument(yaml, day.scale(), day.mode().name(), turn.state(), List.of(), "", "");
    if (!keep(document)) {
      throw new RefusedException("the ledger did not take it; nothing was begun");
    }
    forgetOldest();
    if (now != null) {
      now.close(); // It is over, and no tick has come since; else its load would go on.
    }
    running = run;
    run.begin(sent.loads());
    return new View(day, turn.state(), List.of());
  }

  private static void allow(GameDay day, String mode, boolean isPerson) {
    if (day.mode() != GameDay.Mode.LIVE || mode.equals(GameDay.Mode.REHEARSE.name())) {
      return;
    }
    if (mode.equals(GameDay.Mode.SIMULATED.name())) {
      throw new RefusedException(
          "mode: simulated, of a plan that is live (expected: rehearse, or live with two people)");
    }
    if (!isPerson) {
      throw new RefusedException(
          "mode: live: nobody knows who begins it (expected: two people, each with a token of their"
              + " own). Fix: ballast token create --role operator --name NAME");
    }
  }

  /**
   * Somebody's yes to a plan that is live.
   *
   * @param scale above 0; else what the plan says
   * @param isPerson whether it is sure who says it, by a token
   * @throws IllegalArgumentException with every problem of the plan
   * @throws RefusedException when it cannot be approved
   */
  synchronized LiveApprovals approve(
      String file, String yaml, double scale, String by, boolean isPerson) {
    GameDay day = DayDocument.read(file, yaml);
    day = scale > 0 ? day.scaled(scale) : day;
    allow(day, "", isPerson);
    return live.approve(day, yaml, by);
  }

  /** Plans where real users are that somebody wants; asks nobody to wait for a day's deeds. */
  public List<WaitingDay> waiting() {
    return live.waiting();
  }

  /**
   * Somebody's yes to one of {@link #waiting}, as it is written there.
   *
   * @throws RefusedException when nobody wants it any more, or when it cannot be approved
   */
  public synchronized LiveApprovals approve(String digest, String by, boolean isPerson) {
    LiveWishes.Wish wish =
        live.wanted(digest)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "nobody wants this plan any more: each yes is over, or it was begun. Fix:"
                            + " ballast gameday approve FILE"));
    return approve("day.yaml", wish.yaml(), wish.scale(), by, isPerson);
  }

  private String nextId() {
    int highest =
        days.keySet().stream()
            .map(id -> id.replace("GD-", ""))
            .filter(number -> number.matches("[0-9]{1,9}"))
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(0);
    return "GD-" + (highest + 1);
  }

  private DayDeeds deeds() {
    return new DayDeeds(
        faults,
        checks,
        eyes,
        reader,
        readings,
        means,
        this::keep,
        id -> Optional.ofNullable(days.get(id)));
  }

  /** Tells the one that goes on what somebody wants; the state afterwards. */
  public synchronized View tell(String id, Function<java.time.Instant, DayEvent> event) {
    DayRun now = running;
    if (now != null && now.state().id().equals(id)) {
      String refusal = now.hear(event.apply(means.clock().instant()));
      if (!refusal.isEmpty()) {
        throw new RefusedException(refusal);
      }
      return find(id).orElseThrow();
    }
    DayDocument past = days.get(id);
    if (past == null) {
      throw new IllegalArgumentException("gameday: " + id);
    }
    DayTurn turn =
        new GameDayMachine(past.day()).step(past.state(), event.apply(means.clock().instant()));
    if (!turn.refusal().isEmpty()) {
      throw new RefusedException(turn.refusal());
    }
    keep(DayDeeds.with(past, turn.state()));
    return find(id).orElseThrow();
  }

  /** Whether an SLO may end a day before its time, as long as something is broken. */
  public boolean isEndedBy(Slo slo) {
    DayRun now = running;
    return now != null && now.isEndedBy(slo);
  }

  /** Lets time pass; called by one thread. */
  public synchronized void tick() throws InterruptedException {
    if (running == null) {
      recover();
    }
    DayRun now = running;
    if (now != null) {
      now.tick(means.clock().instant());
      if (now.state().phase().isOver()) {
        now.close();
        running = null;
      }
    }
  }

  /** One that a restart has cut off: its leases are over, and it is shown that nothing is left. */
  private void recover() {
    for (DayDocument document : days.values()) {
      if (!document.state().phase().isOver()) {
        GameDay day = document.day();
        DayRun run =
            new DayRun(
                day, document.state(), deeds(), new StopWatch(day, means.newestSeen(), alarm));
        running = run;
        log.atWarn()
            .addKeyValue("event", "gameday.cut_off")
            .addKeyValue("id", document.state().id())
            .log("a game day was cut off; what it broke is healed");
        run.hear(new DayEvent.Recovered(means.clock().instant()));
        return;
      }
    }
  }

  /** Writes down how one stands; false when the ledger did not take it. */
  private boolean keep(DayDocument document) {
    String id = document.state().id();
    try {
      long version = means.ledger().documents().get(KIND, id).map(Document::version).orElse(0L);
      boolean kept =
          means.ledger().documents().put(KIND, id, Json.text(document), version).isPresent();
      if (kept) {
        days.put(id, document);
      }
      return kept;
    } catch (RuntimeException e) {
      log.atError().setCause(e).addKeyValue("event", "gameday.unkept").log("state was not kept");
      return false;
    }
  }

  private void forgetOldest() {
    if (days.size() > KEPT) {
      days.values().stream()
          .filter(d -> d.state().phase().isOver())
          .min(Comparator.comparing(d -> d.state().began()))
          .map(d -> d.state().id())
          .ifPresent(
              id -> {
                days.remove(id);
                means
                    .ledger()
                    .documents()
                    .get(KIND, id)
                    .ifPresent(d -> means.ledger().documents().delete(KIND, id, d.version()));
              });
    }
  }

  @Override
  public synchronized void close() {
    DayRun now = running;
    if (now != null) {
      now.hear(
          new DayEvent.Stopped(
              means.clock().instant(), now.state().startedBy(), "the server is stopped"));
      now.close();
    }
    alarm.close();
    faults.close();
  }
}
