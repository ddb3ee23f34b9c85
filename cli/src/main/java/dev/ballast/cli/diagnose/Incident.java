// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.control.diagnosis.scene.Scene;
import java.util.List;
import java.util.Optional;

/** One case of a set: what is known of it, and apart from that who it was. */
interface Incident {

  String id();

  String system();

  /**
   * Everything that a diagnosis may see.
   *
   * @param late seconds by which the onset is given too late; negative: too early
   */
  Scene scene(int late);

  /** Windows of the same length in which nothing was wrong, asked as if something were. */
  List<Healthy> healthy();

  /** The subject at fault; empty when nobody wrote it down. Never part of the scene. */
  String truth();

  /** Which change it was, when that is known. Never part of the scene. */
  default Optional<Culprit> culprit() {
    return Optional.empty();
  }

  /**
   * The change at fault.
   *
   * @param change its id, or {@code none}
   * @param decoys ids of changes that only look like it
   */
  record Culprit(String change, List<String> decoys) {}

  /** A window without a fault. */
  record Healthy(String name, Scene scene) {}
}
