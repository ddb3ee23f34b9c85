// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.rollout.Phase;
import dev.ballast.server.rollout.Rollout;
import dev.ballast.server.rollout.Rollouts;
import java.util.Comparator;
import java.util.List;

/** Gathers what the page on all rollouts shows. */
final class RolloutsPage {

  private static final int LISTED = 200;

  private RolloutsPage() {}

  static RolloutsView of(List<Rollouts.View> views, Sight sight, Happenings happenings) {
    List<Rollouts.View> sorted = views.stream().sorted(neediestFirst()).toList();
    return new RolloutsView(
        top(sorted, sight),
        sorted.stream().limit(LISTED).map(view -> line(view, sight, happenings)).toList());
  }

  /** Those that are under way, or that somebody has to look at. */
  static long busy(List<Rollouts.View> views) {
    return views.stream().filter(view -> isBusy(view) || RolloutWords.isNeedy(view)).count();
  }

  static boolean isAnyNeedy(List<Rollouts.View> views) {
    return views.stream().anyMatch(RolloutWords::isNeedy);
  }

  private static boolean isBusy(Rollouts.View view) {
    return view.rollout().state().phase().isUnderWay();
  }

  private static Comparator<Rollouts.View> neediestFirst() {
    return Comparator.comparing((Rollouts.View view) -> !RolloutWords.isNeedy(view))
        .thenComparing(view -> !isBusy(view))
        .thenComparing(view -> view.rollout().state().changed(), Comparator.reverseOrder());
  }

  private static RolloutsView.Top top(List<Rollouts.View> views, Sight sight) {
    List<Rollouts.View> needy = views.stream().filter(RolloutWords::isNeedy).toList();
    long busy = views.stream().filter(RolloutsPage::isBusy).count();
    String rollouts = views.size() == 1 ? "rollout" : "rollouts";
    String sentence;
    if (views.isEmpty()) {
      sentence = "No rollout is looked after yet.";
    } else if (!needy.isEmpty()) {
      sentence =
          "%d of %d %s %s you."
              .formatted(
                  needy.size(), views.size(), rollouts, needy.size() == 1 ? "needs" : "need");
    } else if (busy > 0) {
      sentence = "%d of %d %s is under way.".formatted(busy, views.size(), rollouts);
      sentence = busy == 1 ? sentence : sentence.replace(" is under", " are under");
    } else {
      sentence =
          "No rollout is under way: %d %s looked after.".formatted(views.size(), verb(views));
    }
    return new RolloutsView.Top(
        sentence, views.isEmpty() ? "" : first(views.getFirst(), sight), sight.clock(sight.now()));
  }

  private static String verb(List<Rollouts.View> views) {
    return views.size() == 1 ? "is" : "are";
  }

  private static String first(Rollouts.View view, Sight sight) {
    return RolloutWords.sentence(view.rollout(), sight)
        + (view.trouble().isEmpty() ? "" : " " + view.trouble());
  }

  private static RolloutsView.Line line(Rollouts.View view, Sight sight, Happenings happenings) {
    Rollout rollout = view.rollout();
    boolean trouble = !view.trouble().isEmpty();
    return new RolloutsView.Line(
        "rollout-" + rollout.name().toString().replace('/', '-'),
        rollout.name().toString(),
        RolloutPage.link(rollout),
        rollout.canary().service(),
        "/services/" + rollout.canary().service(),
        RolloutWords.phase(rollout.state().phase()),
        "since " + sight.clock(rollout.state().changed()),
        RolloutWords.revisions(rollout.state()),
        StageTrack.of(rollout, happenings),
        RolloutWords.verdict(rollout),
        trouble ? view.trouble() : waits(rollout),
        trouble);
  }

  private static String waits(Rollout rollout) {
    String waits = RolloutWords.waitsFor(rollout);
    if (!waits.isEmpty()) {
      return "waits for " + waits;
    }
    return rollout.state().phase() == Phase.FAILED ? "something newer to be deployed" : "";
  }
}
