// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.rehearsal;

import dev.ballast.control.rollout.CanaryEffect;
import java.util.ArrayList;
import java.util.List;

/** A cluster on paper. It does what it is told and notes what must never happen. */
final class Cluster {

  private final List<String> wrongs = new ArrayList<>();
  private final List<Integer> weights = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private String primary = "v1";
  private String canary = "";
  private int weight;
  private boolean mirrored;

  void apply(CanaryEffect effect) {
    switch (effect) {
      case CanaryEffect.SetRoutes routes -> route(routes);
      case CanaryEffect.ScaleUp up -> canary = up.revision();
      case CanaryEffect.KeepWarm warm -> canary = warm.revision();
      case CanaryEffect.ScaleDown _ -> scaleDown();
      case CanaryEffect.CopyToPrimary copy -> primary = copy.revision();
      case CanaryEffect.Restore restore -> {
        primary = restore.revision();
        weight = 0;
      }
      case CanaryEffect.Say say -> said.add(say.text());
      case CanaryEffect.Initialize _,
          CanaryEffect.Revert _,
          CanaryEffect.Call _,
          CanaryEffect.Measure _,
          CanaryEffect.Judge _ -> {}
    }
  }

  private void route(CanaryEffect.SetRoutes routes) {
    if ((routes.canary() > 0 || routes.mirrored()) && canary.isEmpty()) {
      wrongs.add(routes.canary() + " % of the traffic goes to a canary that does not run");
    }
    weight = routes.canary();
    mirrored = routes.mirrored();
    if (weights.isEmpty() || weights.getLast() != weight) {
      weights.add(weight);
    }
  }

  private void scaleDown() {
    if (weight > 0 || mirrored) {
      wrongs.add("the canary is stopped while it has traffic");
    }
    canary = "";
  }

  String primary() {
    return primary;
  }

  int weight() {
    return weight;
  }

  List<Integer> weights() {
    return weights;
  }

  List<String> said() {
    return said;
  }

  List<String> wrongs() {
    return wrongs;
  }
}
