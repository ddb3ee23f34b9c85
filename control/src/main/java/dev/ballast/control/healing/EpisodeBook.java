// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.util.List;

/** Remembers episodes, over crashes. */
public interface EpisodeBook {

  /** All that are remembered, in the order in which they began. */
  List<Episode> all();

  /** Writes one down; false when it is not durable, and then nothing may follow from it. */
  boolean keep(Episode episode);

  /** Whether it takes anything now. */
  boolean isDurable();
}
