// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.util.List;
import java.util.stream.Collectors;

/** A fault that was not done because rules stand against it. */
public final class FaultRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Refusal> refusals;

  public FaultRefusedException(List<Refusal> refusals) {
    super(refusals.stream().map(Refusal::text).collect(Collectors.joining("; ")));
    this.refusals = List.copyOf(refusals);
  }

  /** Every rule against it. */
  public List<Refusal> refusals() {
    return refusals;
  }
}
