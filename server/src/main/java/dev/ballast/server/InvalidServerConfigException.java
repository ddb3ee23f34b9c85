// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import java.util.List;

/** The server's options are wrong; every problem is listed. */
public final class InvalidServerConfigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // never serialised
  private final List<String> problems;

  InvalidServerConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
