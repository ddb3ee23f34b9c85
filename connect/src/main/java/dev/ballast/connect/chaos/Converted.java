// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.experiment.ExperimentReader;
import dev.ballast.model.rollout.Tree;
import java.util.Map;

/** A document in Chaos Toolkit's form, or why it is none. */
record Converted(String name, Tree spec, String refused) {

  static Converted of(String name, Tree spec) {
    return new Converted(ExperimentReader.nameOf(name), spec, "");
  }

  static Converted refused(String why) {
    return new Converted("", new Tree.Fields(Map.of()), why);
  }
}
