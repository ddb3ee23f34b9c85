// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import dev.ballast.server.auth.Caller;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A request with its body read.
 *
 * @param path the path as it was asked for, decoded, without the query
 * @param variables the values of the braces in the endpoint's path
 * @param parameters those of the query, and of the body when it is a form
 * @param departure of whoever asked
 * @param headers looks a header up by its lower-case name; empty when it is not there
 */
@SuppressWarnings("ArrayRecordComponent")
public record Request(
    Verb verb,
    String path,
    Map<String, String> variables,
    Parameters parameters,
    UnaryOperator<String> headers,
    Caller caller,
    byte[] body,
    Departure departure) {

  /** Tells when whoever asked does not wait for the answer any more. */
  @FunctionalInterface
  public interface Departure {
    Departure NEVER = action -> {};

    /** The action runs once, on another thread, then or at once when it has happened already. */
    void then(Runnable action);
  }

  /** Somebody who waits for ever. */
  public Request(
      Verb verb,
      String path,
      Map<String, String> variables,
      Parameters parameters,
      UnaryOperator<String> headers,
      Caller caller,
      byte[] body) {
    this(verb, path, variables, parameters, headers, caller, body, Departure.NEVER);
  }

  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("path variable: " + name + " (expected: one of the route)");
    }
    return value;
  }

  public String header(String lowerCaseName) {
    return headers.apply(lowerCaseName);
  }
}
