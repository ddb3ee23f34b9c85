// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.model.gameday.CanaryLoad;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.HeaderText;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The loads of a day as they are sent, with what the environment has for their headers. Never kept
 * or shown: the plan is, in which variables stand for it.
 *
 * @param missing what stands against it, each with the way to mend it
 */
record SentLoads(List<CanaryLoad> loads, List<String> missing) {

  SentLoads {
    loads = List.copyOf(loads);
    missing = List.copyOf(missing);
  }

  /** As HTTP has it; the value is not repeated. */
  private static void refuse(CanaryLoad load, String header, String value, List<String> missing) {
    try {
      HttpRequest.newBuilder(URI.create(load.target().replace(CanaryLoad.ID, "x")))
          .header(header, value);
    } catch (IllegalArgumentException e) {
      missing.add(
          "load %s, header %s: cannot be sent (expected: a header that clients may set, with one line as its value)"
              .formatted(load.name(), header));
    }
  }

  static SentLoads of(GameDay day, Function<String, @Nullable String> environment) {
    List<CanaryLoad> loads = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (CanaryLoad load : day.load()) {
      Map<String, String> headers = new TreeMap<>(load.headers());
      headers.replaceAll(
          (header, value) ->
              HeaderText.filled(
                  value,
                  variable ->
                      Optional.ofNullable(environment.apply(variable))
                          .filter(text -> !text.isBlank())
                          .map(String::strip)
                          .orElseGet(
                              () -> {
                                missing.add(
                                    "load %s, header %s: %s is not set. Fix: set it in the environment of ballast serve"
                                        .formatted(load.name(), header, variable));
                                return "";
                              })));
      headers.forEach((header, value) -> refuse(load, header, value, missing));
      loads.add(load.with(headers));
    }
    return new SentLoads(loads, missing);
  }
}
