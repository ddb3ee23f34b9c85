// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import java.math.BigDecimal;
import java.util.List;

/**
 * One component of what is priced: a service, a database, a zone. Whatever names a zone among its
 * needs fails with it, so two that name the same zone fail together.
 *
 * @param monthly what it costs to run
 */
public record Part(
    String name, BigDecimal monthly, List<Failure> failures, Replicas replicas, List<Need> needs) {

  public Part {
    failures = List.copyOf(failures);
    needs = List.copyOf(needs);
  }

  public Part withMonthly(BigDecimal value) {
    return new Part(name, value, failures, replicas, needs);
  }

  public Part withFailures(List<Failure> value) {
    return new Part(name, monthly, value, replicas, needs);
  }

  public Part withReplicas(Replicas value) {
    return new Part(name, monthly, failures, value, needs);
  }

  public Part withNeeds(List<Need> value) {
    return new Part(name, monthly, failures, replicas, value);
  }
}
