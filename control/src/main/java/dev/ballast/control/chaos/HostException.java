// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.util.List;

/** A host that does not do what it was told, and why. */
public final class HostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public HostException(String host, List<String> problems) {
    super(host + ": " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
