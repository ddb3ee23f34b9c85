// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

import dev.ballast.control.healing.Episode;
import java.util.List;

/**
 * What came of one scenario.
 *
 * @param actions that changed the world, without those that took something back
 * @param harmful actions with which more requests failed than without: half a second of all of them
 * @param healed all was well while the fault was still there, by an action, until it was mended
 * @param undetected seconds from the symptom until the first action; NaN: none
 * @param onset seconds from the fault until the first action; NaN: none
 * @param crashes so often the process died
 * @param broken what must never happen and did, in words; empty when nothing did
 */
public record TrialResult(
    long seed,
    Fault fault,
    Trouble trouble,
    int actions,
    int harmful,
    boolean healed,
    double undetected,
    double onset,
    int crashes,
    int failed,
    List<String> broken,
    List<Episode> episodes) {
  public TrialResult {
    broken = List.copyOf(broken);
    episodes = List.copyOf(episodes);
  }
}
