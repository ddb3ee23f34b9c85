// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.server.auth.Caller;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.InFlight;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import dev.ballast.server.otlp.Admission;
import dev.ballast.telemetry.meter.Meter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls a face of a server that listens nowhere, as if the request had come over HTTP. */
final class FaceCall {

  private FaceCall() {}

  /** What {@code path} answers, as text. */
  static String answer(
      Wiring wiring,
      Caller caller,
      Verb verb,
      String path,
      Map<String, String> variables,
      Map<String, String> parameters,
      String body)
      throws Exception {
    Endpoint endpoint =
        wiring.endpoints(new Admission(1, new InFlight(), new Meter())).stream()
            .filter(e -> e.verb() == verb && e.path().equals(path))
            .findFirst()
            .orElseThrow();
    Map<String, List<String>> given = new HashMap<>();
    parameters.forEach((name, value) -> given.put(name, List.of(value)));
    Reply reply =
        endpoint
            .handler()
            .handle(
                new Request(
                    verb,
                    path,
                    variables,
                    new Parameters(given),
                    _ -> "",
                    caller,
                    body.getBytes(StandardCharsets.UTF_8)));
    return new String(((Reply.Whole) reply).body(), StandardCharsets.UTF_8);
  }
}
