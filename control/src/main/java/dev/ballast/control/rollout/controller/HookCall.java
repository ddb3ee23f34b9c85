// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.model.rollout.Hook;
import dev.ballast.model.rollout.ObjectName;
import java.util.Map;

/**
 * What a webhook of a canary is told, in the fields that Flagger sends.
 *
 * @param phase in Flagger's word
 * @param checksum of the revision, the same for all calls about it
 * @param metadata the hook's own, with more for events
 */
public record HookCall(
    Hook hook, ObjectName canary, String phase, String checksum, Map<String, String> metadata) {

  public HookCall {
    metadata = Map.copyOf(metadata);
  }

  /** Whoever asks. Blocks, for no longer than the hook's time-out and retries allow. */
  @FunctionalInterface
  public interface Caller {
    Answer ask(HookCall call);
  }

  /**
   * What came of it.
   *
   * @param yes a status up to 202
   * @param text why, for people; holds no path, which may be secret
   */
  public record Answer(boolean yes, String text) {}
}
