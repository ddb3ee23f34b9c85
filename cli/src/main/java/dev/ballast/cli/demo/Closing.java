// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Standing;
import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The closing report of a run in which everything goes wrong, one after the other: what each
 * pattern did about it, held against what the shop did to itself.
 *
 * @param acts what was really done, in the order in which it began
 */
record Closing(
    List<Truth> acts,
    Timeline timeline,
    Incidents incidents,
    List<Release> releases,
    String trouble,
    RegionLoss loss,
    Story story) {

  private static final String FILLS = "disk-fills";
  private static final String ERRORS = "dependency-errors";
  private static final String HEALABLE = "healable-errors";
  private static final String RELEASE = "bad-deploy";
  private static final String LOSS = "region-loss";

  /** A budget that shrank by less is not worth a word. */
  private static final double NOTICEABLE = 0.001;

  Closing {
    acts = List.copyOf(acts);
    releases = List.copyOf(releases);
  }

  /** Every pattern, in the order of the loop. */
  List<Chapter> chapters() {
    return Stream.of(
            chapter("predict", FILLS, this::predict),
            chapter("detect", ERRORS, this::detect),
            chapter("explain", ERRORS, this::explain),
            chapter("throttle", ERRORS, this::throttle),
            chapter("heal", HEALABLE, (pattern, act) -> healed(act).chapter(pattern)),
            chapter("roll back", RELEASE, this::rollBack),
            chapter("fail over", LOSS, this::failOver),
            chapter("price", ERRORS, this::price),
            reactions().chapter("act", List.of("throttle", "heal", "roll back", "fail over")),
            Ripening.chapter("mature", story.ripening()))
        .toList();
  }

  private Healed healed(Truth act) {
    return new Healed(act, acts, story);
  }

  private Reactions reactions() {
    return new Reactions(
        Stream.of(
                find(ERRORS).flatMap(act -> Reactions.throttled(act, nextAct(act), story)),
                find(HEALABLE).flatMap(act -> Reactions.healed(healed(act))),
                find(RELEASE).flatMap(act -> Reactions.rolledBack(act, story)),
                find(LOSS).flatMap(act -> Reactions.failedOver(act, story)))
            .flatMap(Optional::stream)
            .toList());
  }

  private interface Teller {
    Chapter tell(String pattern, Truth act);
  }

  /** The service that is released fails to burn its budget; another one's failing can be healed. */
  private Optional<Truth> find(String kind) {
    return acts.stream().filter(act -> word(act).equals(kind)).findFirst();
  }

  private static String word(Truth act) {
    return act.kind().equals(ERRORS) && !act.target().equals(ReleaseRobot.SERVICE)
        ? HEALABLE
        : act.kind();
  }

  private Chapter chapter(String pattern, String kind, Teller teller) {
    return find(kind)
        .map(act -> teller.tell(pattern, act))
        .orElseGet(
            () ->
                new Chapter(
                    pattern,
                    "not shown: the shop never came to " + kind,
                    List.of(),
                    List.of(kind + " never began" + (trouble.isEmpty() ? "" : ": " + trouble))));
  }

  private Chapter predict(String pattern, Truth act) {
    List<String> problems = new ArrayList<>();
    Optional<Timeline.Said> said =
        timeline.saidOfCapacities().stream()
            .filter(one -> one.foreseen().needsAction())
            .filter(one -> Predictions.isVictim(one.foreseen(), act))
            .findFirst();
    Instant over = act.end().orElse(Instant.MAX);
    timeline.saidOfCapacities().stream()
        .filter(one -> one.foreseen().needsAction() && one.at().isBefore(over))
        .filter(one -> !Predictions.isVictim(one.foreseen(), act))
        .forEach(one -> problems.add(one.foreseen().name() + " was said to run out, and does not"));
    if (said.isEmpty()) {
      problems.add(place(act) + " filled, and no capacity said so");
      return new Chapter(pattern, "nothing was foreseen", List.of(), problems);
    }
    Instant full = act.full().orElse(Instant.MAX);
    if (said.get().at().isBefore(act.start())) {
      problems.add(place(act) + " was said to run out before it began to fill");
    }
    if (!said.get().at().isBefore(full)) {
      problems.add(place(act) + " was said to run out when it was full");
    }
    return new Chapter(
        pattern,
        "%s said %s %s after it began to fill and %s before it is full at that rate; it was cleaned up, and nobody was hurt"
            .formatted(
                said.get().foreseen().name(),
                said.get().foreseen().urgency(),
                brief(act.start(), said.get().at()),
                brief(said.get().at(), full)),
        List.of("query " + said.get().foreseen().query()),
        problems);
  }

  private Chapter detect(String pattern, Truth act) {
    List<String> problems = new ArrayList<>();
    Instant until = nextAct(act);
    Optional<Standing> verdict = Optional.empty();
    for (List<Timeline.Seen> history : timeline.ever()) {
      for (Timeline.Seen seen : history) {
        Standing said = seen.standing();
        if (!said.needsAttention() || !said.since().isBefore(until)) {
          continue;
        }
        boolean victim = act.isVictim(said.service(), said.region());
        if (said.since().isBefore(act.start())) {
          problems.add(said.place() + " was " + said.health() + " before anything was hurt");
        } else if (victim && (verdict.isEmpty() || said.since().isBefore(verdict.get().since()))) {
          verdict = Optional.of(said);
        } else if (!victim && !act.isCaller(said.service(), said.region())) {
          problems.add(said.place() + " was " + said.health() + ": it does not call " + place(act));
        }
      }
    }
    if (verdict.isEmpty()) {
      problems.add(place(act) + " failed and was never called DEGRADED or UNHEALTHY");
      return new Chapter(pattern, "nothing was found", List.of(), problems);
    }
    Duration after = Duration.between(act.start(), verdict.get().since());
    if (after.compareTo(Judgement.LATEST_DETECTION) > 0) {
      problems.add(place(act) + " was found only after " + Text.brief(after));
    }
    return new Chapter(
        pattern,
        "%s was called %s %s after it began to fail: %s"
            .formatted(
                verdict.get().place(),
                verdict.get().health(),
                Text.brief(after),
                verdict.get().text()),
        List.of("SLO " + verdict.get().slo()),
        problems);
  }

  private Chapter explain(String pattern, Truth act) {
    List<String> problems = new ArrayList<>();
    Instant lost =
        acts.stream()
            .filter(one -> one.kind().equals(LOSS))
            .map(Truth::start)
            .findFirst()
            .orElse(Instant.MAX);
    incidents.wordsUntil(lost).stream()
        .filter(one -> acts.stream().noneMatch(one::isRight))
        .forEach(
            one ->
                problems.add(
                    "%s says that the cause is %s (%s), which is not so; it said so first at %s"
                        .formatted(
                            one.incident(),
                            one.text(),
                            one.cause(),
                            one.named().truncatedTo(ChronoUnit.SECONDS))));
    Optional<Accused> right = incidents.right(act);
    if (right.isEmpty()) {
      problems.add("the cause, " + place(act) + ", was never named");
      return new Chapter(pattern, "no cause was named", List.of(), problems);
    }
    Duration after = Duration.between(act.start(), right.get().named());
    if (after.compareTo(Incidents.LATEST) > 0) {
      problems.add("the cause was named only after " + Text.brief(after));
    }
    return new Chapter(
        pattern,
        "the cause, %s (%s), was named %s after it began"
            .formatted(right.get().text(), right.get().cause(), Text.brief(after)),
        List.of("incident " + right.get().incident()),
        problems);
  }

  /** What failed took budget, and with less of it releases may not go faster. */
  private Chapter throttle(String pattern, Truth act) {
    List<String> problems = new ArrayList<>();
    Optional<Story.Look> before = story.before(act.start(), look -> look.budget().map(_ -> look));
    Optional<Story.Look> after = story.least(act.start(), nextAct(act), Story.Look::budget);
    if (before.isEmpty() || after.isEmpty()) {
      problems.add("the gate knew no budget of " + ReleaseRobot.SERVICE);
      return new Chapter(pattern, "the gate knew no budget", List.of(), problems);
    }
    double left = before.get().budget().orElseThrow();
    double rest = after.get().budget().orElseThrow();
    if (left - rest < NOTICEABLE) {
      problems.add(place(act) + " failed, and its budget did not shrink");
    }
    if (after.get().slowness() < before.get().slowness()) {
      problems.add("with less budget, the gate lets releases go faster");
    }
    return new Chapter(
        pattern,
        String.format(
            Locale.ROOT,
            "the budget of %s went from %.0f %% to %.0f %%; a release may go %s in no less than %s (%s in %s before)",
            ReleaseRobot.SERVICE,
            left * 100,
            rest * 100,
            after.get().strategy(),
            seconds(after.get().slowness()),
            before.get().strategy(),
            seconds(before.get().slowness())),
        List.of("SLO " + after.get().gate().path("slo").asString("")),
        problems);
  }

  private Chapter rollBack(String pattern, Truth act) {
    List<String> problems = new ArrayList<>();
    Optional<Release> bad =
        releases.stream().filter(one -> one.version().equals(act.version())).findFirst();
    if (bad.isEmpty() || !bad.get().isRolledBack()) {
      problems.add(
          act.version()
              + " is bad and was not rolled back"
              + (trouble.isEmpty() ? "" : ": " + trouble));
      return new Chapter(pattern, "nothing was rolled back", List.of(), problems);
    }
    if (act.end().isEmpty()) {
      problems.add(act.version() + " was rolled back and still gets traffic");
    }
    return new Chapter(
        pattern,
        "%s %s was rolled back %s after its first request, at %s: %s"
            .formatted(
                act.target(),
                act.version(),
                brief(act.start(), bad.get().changed()),
                bad.get().weights().isEmpty() ? "no traffic" : bad.get().weights().getLast() + " %",
                bad.get().verdict()),
        List.of("rollout " + ReleaseRobot.CANARY),
        problems);
  }

  private Chapter failOver(String pattern, Truth act) {
    return new Chapter(
        pattern,
        "%s was lost: %s".formatted(act.region(), loss.text(act)),
        List.of("policy shop"),
        loss.judge(Optional.of(act)).problems());
  }

  /** A fault costs money, and what was prevented costs none. */
  private Chapter price(String pattern, Truth act) {
    List<String> problems = new ArrayList<>();
    Optional<Story.Look> before = story.before(act.start(), look -> look.money().map(_ -> look));
    Optional<Story.Look> after = story.least(act.start(), nextAct(act), Story.Look::money);
    if (before.isEmpty() || after.isEmpty()) {
      problems.add("nobody knew what the budget is worth");
      return new Chapter(pattern, "no budget had a price", List.of(), problems);
    }
    double was = before.get().money().orElseThrow();
    double is = after.get().money().orElseThrow();
    if (was <= is) {
      problems.add(place(act) + " failed, and the budget is worth as much as before");
    }
    return new Chapter(
        pattern,
        String.format(
            Locale.ROOT,
            "the outage took %,.0f %s of the budget of %s, which was worth %,.0f; what is left pays for %.1f releases",
            was - is,
            after.get().currency(),
            after.get().journey().path("entry").asString(""),
            was,
            after.get().journey().path("budget").path("releases_left").asDouble(0)),
        List.of("cost model shop, journey " + after.get().journey().path("journey").asString("")),
        problems);
  }

  private Instant nextAct(Truth act) {
    return acts.stream()
        .map(Truth::start)
        .filter(start -> start.isAfter(act.start()))
        .findFirst()
        .orElse(Instant.MAX);
  }

  private static String place(Truth act) {
    return act.region().isEmpty() ? act.target() : act.target() + " (" + act.region() + ")";
  }

  private static String brief(Instant from, Instant to) {
    return Text.brief(Duration.between(from, to));
  }

  private static String seconds(double seconds) {
    return Text.brief(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
