// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether releases ended as they had to: the bad one rolled back, the good one promoted. A canary
 * that is rolled back in time may leave its service within its SLOs, so health need not accuse
 * anybody; but it may not accuse anybody who has nothing to do with it. What is said of capacities
 * is not judged: a release brings connections in one step, which forecasts take for a trend until
 * they have seen more.
 */
final class Releases {

  private Releases() {}

  static Judgement judge(
      Timeline timeline, List<Release> releases, String trouble, Optional<Truth> truth) {
    List<String> problems = new ArrayList<>();
    Optional<Release> bad = truth.flatMap(t -> find(releases, t.version()));
    if (bad.isEmpty()) {
      problems.add("the bad release never got traffic");
    }
    bad.filter(release -> !release.isRolledBack())
        .ifPresent(r -> problems.add(ended(r) + " (expected: Failed, since it is bad)"));
    truth
        .filter(t -> bad.isPresent() && bad.get().isRolledBack() && t.end().isEmpty())
        .ifPresent(t -> problems.add(t.version() + " was rolled back and still gets traffic"));
    for (String version : ReleaseRobot.NEXT) {
      if (truth.isPresent() && truth.get().version().equals(version)) {
        continue;
      }
      Optional<Release> good = find(releases, version);
      if (good.isEmpty()) {
        problems.add(version + " was never deployed: there was no time left for it");
      } else if (!good.get().isPromoted()) {
        problems.add(ended(good.get()) + " (expected: Succeeded, since it is good)");
      } else if (good.get().retired().isEmpty()) {
        problems.add(version + " was promoted, and the version before still runs");
      }
    }
    if (!problems.isEmpty() && !trouble.isEmpty()) {
      problems.add("the release robot's trouble: " + trouble);
    }
    Optional<Standing> verdict = truth.flatMap(t -> accused(timeline, t, problems));
    Optional<Duration> detection =
        truth.flatMap(
            t ->
                bad.filter(Release::isRolledBack)
                    .map(release -> Duration.between(t.start(), release.changed())));
    return new Judgement(verdict, detection, Optional.empty(), problems);
  }

  private static Optional<Release> find(List<Release> releases, String version) {
    return releases.stream().filter(r -> r.version().equals(version)).findFirst();
  }

  private static String ended(Release release) {
    String why = release.standing().isEmpty() ? "" : ", " + release.standing();
    return "%s ended as %s%s"
        .formatted(release.version(), release.phase().isEmpty() ? "unseen" : release.phase(), why);
  }

  /** The first verdict on the victim; whoever else is accused without reason is a problem. */
  private static Optional<Standing> accused(Timeline timeline, Truth truth, List<String> problems) {
    Optional<Standing> verdict = Optional.empty();
    for (List<Timeline.Seen> history : timeline.histories()) {
      Optional<Standing> first = Judgement.alarms(history).findFirst();
      if (first.isEmpty()) {
        continue;
      }
      Standing said = first.get();
      if (said.since().isBefore(truth.start())) {
        problems.add(said.place() + " was " + said.health() + " before the bad release");
      } else if (truth.isVictim(said.service(), said.region())) {
        verdict = first;
      } else if (!truth.isCaller(said.service(), said.region())) {
        problems.add(
            said.place() + " was " + said.health() + ": the bad release does not reach it");
      }
    }
    return verdict;
  }
}
