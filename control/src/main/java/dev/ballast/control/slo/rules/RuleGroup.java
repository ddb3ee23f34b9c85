// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import java.util.List;

/** Rules that Prometheus evaluates together, in their order. */
public record RuleGroup(String name, List<Rule> rules) {

  public RuleGroup {
    rules = List.copyOf(rules);
  }
}
