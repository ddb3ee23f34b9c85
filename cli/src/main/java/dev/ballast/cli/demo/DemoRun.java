// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.Foreseen;
import dev.ballast.cli.client.Standing;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Interrupt;
import dev.ballast.cli.terminal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One run from first process to report. Whatever happens, what was started is stopped. */
final class DemoRun {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_OFTEN = Duration.ofMillis(100);
  private static final Duration SERVER_PATIENCE = Duration.ofSeconds(60);
  private static final Duration SHOP_PATIENCE = Duration.ofMinutes(5);
  private static final int LOG_LINES = 20;
  private static final int STOP_SECONDS = 20;

  private final DemoOptions options;
  private final Programs programs;
  private final Narrator narrator;
  private final Interrupt interrupt;
  private final InstantSource clock = InstantSource.system();
  private final Timeline timeline = new Timeline();
  private final Watching watching = new Watching();
  private final Incidents incidents = new Incidents();
  private final Story story = new Story();
  private final Growth growth = new Growth();
  private final RegionLoss loss;
  private final List<Child> children = new ArrayList<>();
  private final TreeSet<Integer> ports = new TreeSet<>();
  private final List<String> mishaps = new ArrayList<>();

  /** Only where there are releases. */
  private @Nullable ReleaseRobot robot;

  /** Only where somebody is on call. */
  private @Nullable Pager pager;

  DemoRun(DemoOptions options, Programs programs, Narrator narrator, Interrupt interrupt) {
    this.options = options;
    this.programs = programs;
    this.narrator = narrator;
    this.interrupt = interrupt;
    this.loss =
        options.strategy() == Strategy.MULTI
            ? new RegionLoss(new Opinions(options.ports()))
            : new RegionLoss();
  }

  Report run() throws IOException, InterruptedException {
    programs.requireShop();
    if (options.calls() == Calls.MESH) {
      programs.requireMesh();
    }
    checkPorts();
    RunMark mark = new RunMark(id(), Files.createTempDirectory("ballast-demo-").toRealPath());
    try (Guarded guarded = Guarded.by(programs.watchdog(mark), mark, options.keep())) {
      return guardedRun(guarded, mark);
    }
  }

  private Report guardedRun(Guarded guarded, RunMark mark)
      throws IOException, InterruptedException {
    Instant start = clock.instant();
    Instant up;
    Instant end;
    List<Truth> truths;
    try {
      startServer(mark);
      startShop(mark);
      up = clock.instant();
      watch(up);
      end = clock.instant();
    } finally {
      narrator.say("stopping everything");
      truths = stop(mark);
      if (pager != null) {
        pager.close();
      }
    }
    Duration watched = Duration.between(up, end);
    guarded.close();
    LeftBehind left = LeftBehind.count(mark, ports, options.keep());
    return report(Duration.between(start, up), watched, truths, left);
  }

  private Report report(Duration startup, Duration watched, List<Truth> truths, LeftBehind left) {
    boolean all = options.scenario() == Scenario.ALL;
    Optional<Truth> truth = all ? Optional.empty() : truths.stream().findFirst();
    List<Chapter> chapters =
        all
            ? closing(truths).chapters()
            : options.scenario() == Scenario.GROWTH ? growth.chapters(truth) : List.of();
    Judgement judgement = judgement(truth);
    List<String> problems = new ArrayList<>(mishaps);
    chapters.forEach(
        chapter -> chapter.problems().forEach(p -> problems.add(chapter.pattern() + ": " + p)));
    boolean breaks = options.scenario() != Scenario.NONE && options.scenario() != Scenario.GAME_DAY;
    if (truth.isEmpty() && breaks && robot == null) {
      problems.add("the run ended before the shop was broken; give it longer with --for");
    }
    problems.addAll(judgement.problems());
    if (!options.scenario().hasEdge()) {
      problems.addAll(watching.problems(truth, watched));
      problems.addAll(incidents.problems(truth));
    }
    if (!left.isNothing()) {
      problems.add("something is left behind: " + left);
    }
    return new Report(
        options,
        startup,
        watched,
        truth,
        timeline.latest(),
        judgement,
        robot == null ? List.of() : robot.releases(),
        watching,
        incidents,
        loss,
        chapters,
        left,
        problems);
  }

  private Closing closing(List<Truth> truths) {
    return new Closing(
        truths,
        timeline,
        incidents,
        robot == null ? List.of() : robot.releases(),
        robot == null ? "" : robot.trouble(),
        loss,
        story);
  }

  private Judgement judgement(Optional<Truth> truth) {
    if (options.scenario() == Scenario.ALL || options.scenario() == Scenario.GAME_DAY) {
      // The closing report judges each act; a game day's own report says what was found.
      return Judgement.NONE;
    }
    if (options.scenario() == Scenario.REGION_LOSS) {
      return loss.judge(truth);
    }
    if (robot != null) {
      return Releases.judge(timeline, robot.releases(), robot.trouble(), truth);
    }
    return truth
        .map(t -> Judgement.of(timeline, watching, t))
        .orElseGet(() -> Judgement.ofQuietRun(timeline));
  }

  private void checkPorts() {
    requireFree("--port", options.ports().server());
    requireFree("--postgres-port", options.ports().postgres());
    requireFree("--postgres-port", options.ports().postgres() + 1);
    if (options.strategy() == Strategy.MULTI) {
      requireFree("--postgres-port", options.ports().opinions(0));
      requireFree("--postgres-port", options.ports().opinions(1));
    }
    requireFree("--shop-port", options.ports().shop() + 1);
  }

  private void requireFree(String flag, int port) {
    ports.add(port);
    if (!LeftBehind.isFree(port)) {
      throw CommandFailure.unreachable(
          "port "
              + port
              + " is in use. Stop what listens there, or choose another: "
              + flag
              + " PORT");
    }
  }

  private void startServer(RunMark mark) throws IOException, InterruptedException {
    Instant start = clock.instant();
    Path config = mark.folder().resolve("config");
    ServerFiles.write(config, options);
    if (options.scenario() == Scenario.ALL) {
      pager = Pager.open(clock);
      ports.add(pager.port());
      Resources.unpackTeam(config, pager.port());
    }
    narrator.say("starting the control plane");
    List<String> command = programs.server(options, mark.folder().resolve("data"), config);
    Child server = start("control plane", command, mark, line -> {}, line -> {});
    String url = url();
    try (Api api = new Api(url, "")) {
      while (!answers(api)) {
        requireAlive(server);
        if (Duration.between(start, clock.instant()).compareTo(SERVER_PATIENCE) > 0) {
          throw CommandFailure.unreachable(
              "the control plane did not come up:\n" + server.logTail(LOG_LINES));
        }
        pause(LOOK_OFTEN);
      }
    }
    narrator.say(
        "the control plane is up after "
            + Text.brief(Duration.between(start, clock.instant()))
            + ": "
            + url);
  }

  private static boolean answers(Api api) {
    try {
      api.get("/readyz");
      return true;
    } catch (CommandFailure e) {
      return false;
    }
  }

  private void startShop(RunMark mark) throws IOException, InterruptedException {
    Instant start = clock.instant();
    Path folder = Files.createDirectories(shopFolder(mark));
    narrator.say("starting the shop: 2 regions, each with its services and PostgreSQL");
    ShopVoice voice = new ShopVoice(narrator);
    Child shop = start("shop", programs.shop(options, folder), mark, voice, voice::progress);
    boolean replicating = options.strategy() != Strategy.MULTI;
    while (!voice.ready()) {
      requireAlive(shop);
      if (!replicating && voice.opinions()) {
        narrator.say("making the databases of reviews replicate both ways");
        loss.replicate();
        shop.tell("replicating");
        replicating = true;
      }
      if (Duration.between(start, clock.instant()).compareTo(SHOP_PATIENCE) > 0) {
        throw CommandFailure.unreachable("the shop did not come up:\n" + shop.logTail(LOG_LINES));
      }
      pause(LOOK_OFTEN);
    }
    ports.addAll(voice.ports());
    narrator.say("the shop is open after " + Text.brief(Duration.between(start, clock.instant())));
  }

  private Child start(
      String name, List<String> command, RunMark mark, Consumer<String> out, Consumer<String> err)
      throws IOException {
    Path log = mark.folder().resolve(name.replace(' ', '-') + ".log");
    Child child = Child.start(name, command, mark, log, out, err);
    children.add(child);
    return child;
  }

  private void requireAlive(Child child) {
    if (!child.isAlive()) {
      throw CommandFailure.unreachable(
          "the "
              + child.name()
              + " ended while starting, with code "
              + child.exitCode()
              + ":\n"
              + child.logTail(LOG_LINES));
    }
  }

  private void watch(Instant up) throws IOException, InterruptedException {
    try (Api api = new Api(url(), "");
        Deployments deployments = Deployments.of(options.ports())) {
      if (options.scenario().releases()) {
        boolean all = options.scenario() == Scenario.ALL;
        robot =
            new ReleaseRobot(
                deployments,
                new Controller(api, ReleaseRobot.CANARY),
                Resources.rollout(),
                all ? ReleaseRobot.NEXT.subList(0, 1) : ReleaseRobot.NEXT,
                all ? DemoOptions.BEFORE_THE_RELEASE_OF_ALL : DemoOptions.QUIET_BEFORE_A_RELEASE,
                narrator::say);
      }
      while (!interrupt.isWished() && !isOver(up) && allAlive()) {
        look(api, up);
        if (robot != null) {
          robot.look(clock.instant(), Duration.between(up, clock.instant()));
        }
        if (pager != null) {
          pager.look(api);
        }
        interrupt.await(LOOK_EVERY);
      }
      closeStory(api);
    }
    narrator.clear();
  }

  private void closeStory(Api api) {
    if (options.scenario() == Scenario.ALL) {
      try {
        story.close(api);
      } catch (CommandFailure e) {
        mishaps.add("the control plane did not tell what it did: " + e.getMessage());
      }
    }
  }

  private void look(Api api, Instant up) {
    try {
      JsonNode status = api.get("/api/v1/status");
      timeline.add(clock.instant(), Standing.all(status));
      watching.add(api.get("/api/v1/anomalies"));
      timeline.addCapacities(clock.instant(), Foreseen.all(api));
      incidents.add(clock.instant(), api.get("/api/v1/incidents"));
      if (options.scenario().hasEdge()) {
        loss.add(clock.instant(), api.get("/api/v1/regions/standing"));
      }
      if (options.scenario() == Scenario.GROWTH) {
        growth.look(clock.instant(), api);
      }
      if (options.scenario() == Scenario.ALL) {
        story.look(clock.instant(), api);
      }
      Duration passed = Duration.between(up, clock.instant());
      String of = options.time().isZero() ? "" : " of " + Text.brief(options.time());
      narrator.live(status.path("sentence").asString(""), Text.brief(passed) + of + "  " + url());
    } catch (CommandFailure e) {
      mishaps.add("the control plane did not answer: " + e.getMessage());
    }
  }

  /** With a time limit, releases that are all done end the run before it. */
  private boolean isOver(Instant up) {
    return !options.time().isZero()
        && ((options.scenario() == Scenario.BAD_DEPLOY && robot != null && robot.isDone())
            || Duration.between(up, clock.instant()).compareTo(options.time()) >= 0);
  }

  private boolean allAlive() {
    for (Child child : children) {
      if (!child.isAlive()) {
        mishaps.add("the " + child.name() + " ended by itself with code " + child.exitCode());
        return false;
      }
    }
    return true;
  }

  /** The shop first, so that the control plane sees no failing calls of a shop half gone. */
  private List<Truth> stop(RunMark mark) throws InterruptedException {
    Path file = shopFolder(mark).resolve("truth.json");
    List<Truth> before = Truth.readAll(file);
    for (Child child : children.reversed()) {
      child.askToStop();
      child.awaitEnd(STOP_SECONDS);
    }
    mark.sweep();
    List<Truth> after = Truth.readAll(file);
    return after.isEmpty() ? before : after;
  }

  private void pause(Duration time) throws InterruptedException {
    interrupt.await(time);
    if (interrupt.isWished()) {
      throw new CommandFailure(Exit.INTERRUPTED, "interrupted while starting");
    }
  }

  private String url() {
    return "http://127.0.0.1:" + options.ports().server();
  }

  private static Path shopFolder(RunMark mark) {
    return mark.folder().resolve("shop");
  }

  private static String id() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
