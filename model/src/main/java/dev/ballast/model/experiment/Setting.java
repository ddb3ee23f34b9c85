// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.util.Optional;

/** Where a value of the configuration, or a secret, comes from. */
public sealed interface Setting {

  /** It stands in the file. */
  record Inline(Tree value) implements Setting {}

  /**
   * A variable of the environment.
   *
   * @param type {@code str}, {@code int}, {@code float}, {@code bool}, {@code json}; empty for text
   */
  record Variable(String key, Optional<Tree> otherwise, String type) implements Setting {}

  /** The answer of a probe that is asked before anything else. */
  record Asked(Activity probe) implements Setting {}

  /** A vault, which nobody here can open. */
  record Vault(String path, String key) implements Setting {}
}
