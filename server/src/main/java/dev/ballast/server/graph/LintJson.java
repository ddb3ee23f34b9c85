// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import dev.ballast.control.topology.analysis.CallPolicy;
import dev.ballast.control.topology.analysis.MeshCalls;
import dev.ballast.control.topology.analysis.RetryLint;
import dev.ballast.control.topology.analysis.RetryLint.Finding;
import dev.ballast.model.ServiceName;
import java.util.List;

/**
 * What is wrong with retries and timeouts along calls.
 *
 * @param calls dependencies in all; {@code checked} of them go through a mesh
 * @param uncalled services of the meshes that nothing is known to call
 */
public record LintJson(
    boolean ok,
    int services,
    int calls,
    int checked,
    List<String> uncalled,
    List<FindingJson> findings) {

  /** One of multiplied, circular, timeout_grows, too_short; the services in the order of calls. */
  public record FindingJson(String kind, List<String> services, String text) {}

  public static LintJson of(MeshCalls calls) {
    List<FindingJson> findings =
        RetryLint.of(calls.graph(), calls.policies()).stream().map(LintJson::finding).toList();
    return new LintJson(
        findings.isEmpty(),
        calls.graph().size(),
        calls.graph().links().size(),
        calls.policies().size(),
        CriticalJson.texts(calls.uncalled()),
        findings);
  }

  private static FindingJson finding(Finding finding) {
    return switch (finding) {
      case Finding.Multiplied(List<ServiceName> path, double _) ->
          new FindingJson("multiplied", CriticalJson.texts(path), finding.text());
      case Finding.Circular(ServiceName client, ServiceName server, int _) ->
          new FindingJson("circular", CriticalJson.texts(List.of(client, server)), finding.text());
      case Finding.TimeoutGrows(CallPolicy outer, CallPolicy inner) ->
          new FindingJson(
              "timeout_grows",
              CriticalJson.texts(List.of(outer.client(), inner.client(), inner.server())),
              finding.text());
      case Finding.TooShort(CallPolicy policy, double _) ->
          new FindingJson(
              "too_short",
              CriticalJson.texts(List.of(policy.client(), policy.server())),
              finding.text());
    };
  }
}
