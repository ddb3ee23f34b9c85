// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import java.util.List;

/** Something that is not done, and everything that stands against it. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<String> problems;

  RefusedException(int status, List<String> problems) {
    super(String.join("; ", problems));
    this.status = status;
    this.problems = List.copyOf(problems);
  }

  RefusedException(int status, String problem) {
    this(status, List.of(problem));
  }

  /** As HTTP says it. */
  public int status() {
    return status;
  }

  public List<String> problems() {
    return problems;
  }
}
