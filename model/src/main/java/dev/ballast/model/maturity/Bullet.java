// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.maturity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of the fourteen things that the four levels ask for, in their own words. */
public enum Bullet {
  RUNBOOKS(Level.BASIC, "Manual runbooks, basic monitoring"),
  RESPONSE(Level.BASIC, "Reactive incident response"),
  OBJECTIVES(Level.BASIC, "Fixed SLOs"),
  AUTOMATION(Level.INTERMEDIATE, "Automated response, good monitoring"),
  PREVENTION(Level.INTERMEDIATE, "Proactive incident prevention"),
  BUDGETS(Level.INTERMEDIATE, "Error budgets driving decisions"),
  PREDICTION(Level.ADVANCED, "Predictive reliability (ML)"),
  REGIONS(Level.ADVANCED, "Multi-region resilience"),
  COST(Level.ADVANCED, "Cost-aware reliability"),
  DEPLOYMENT(Level.ADVANCED, "Advanced deployment strategies"),
  OPERATIONS(Level.STRATEGIC, "AI-driven operations (AIOps)"),
  HEALING(Level.STRATEGIC, "Self-healing systems"),
  ADVANTAGE(Level.STRATEGIC, "Reliability as competitive advantage"),
  CULTURE(Level.STRATEGIC, "Organization-wide reliability culture");

  private final Level level;
  private final String text;

  Bullet(Level level, String text) {
    this.level = level;
    this.text = text;
  }

  public Level level() {
    return level;
  }

  public String text() {
    return text;
  }

  /** As it is written outside. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<Bullet> of(Level level) {
    return Arrays.stream(values()).filter(bullet -> bullet.level == level).toList();
  }
}
