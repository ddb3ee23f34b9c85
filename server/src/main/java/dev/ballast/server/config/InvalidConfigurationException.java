// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.config;

import dev.ballast.model.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The folder is wrong and there is no earlier good state to go on with: the server cannot start.
 */
public final class InvalidConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // never serialised
  private final List<Problem> problems;

  public InvalidConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::line).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
