// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

import dev.ballast.control.healing.Episode;
import dev.ballast.control.healing.EpisodeBook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outlives crashes, and refuses when it is told to. */
final class TrialBook implements EpisodeBook {

  private final Map<String, Episode> kept = new LinkedHashMap<>();
  private final Runnable step;
  private boolean refuses;
  private List<Episode> all = List.of();

  TrialBook(Runnable step) {
    this.step = step;
  }

  void refuse(boolean value) {
    refuses = value;
  }

  @Override
  public List<Episode> all() {
    return all;
  }

  @Override
  public boolean keep(Episode episode) {
    step.run();
    if (refuses) {
      return false;
    }
    kept.put(episode.id(), episode);
    all = List.copyOf(kept.values());
    step.run();
    return true;
  }

  @Override
  public boolean isDurable() {
    return !refuses;
  }
}
