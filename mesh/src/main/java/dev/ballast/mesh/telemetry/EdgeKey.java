// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import dev.ballast.model.mesh.Protocol;

/**
 * From whom to whom calls go, and how.
 *
 * @param mirrored copies, which are counted by themselves: they are nobody's experience
 */
record EdgeKey(
    String source,
    String destination,
    String version,
    Protocol protocol,
    boolean mutualTls,
    boolean mirrored) {

  private static final String NAMESPACE = "default";

  EdgeKey(String source, String destination, String version, Protocol protocol, boolean mutualTls) {
    this(source, destination, version, protocol, mutualTls, false);
  }

  /** The same edge, from whoever is not named any more. */
  EdgeKey fromOthers() {
    return new EdgeKey("other", destination, version, protocol, mutualTls, mirrored);
  }

  /**
   * The labels that all metrics of an edge have, as Istio names them. The mesh stands between both
   * sides and reports each call once, as its source felt it.
   */
  String labels() {
    String tls = mutualTls ? "mutual_tls" : "none";
    String answered = version.isEmpty() ? "unknown" : version;
    return "reporter=\""
        + (mirrored ? "mirror" : "source")
        + "\",source_workload=\""
        + source
        + "\",source_workload_namespace=\""
        + NAMESPACE
        + "\",source_canonical_service=\""
        + source
        + "\",source_app=\""
        + source
        + "\",destination_workload=\""
        + destination
        + (version.isEmpty() ? "" : "-" + version)
        + "\",destination_workload_namespace=\""
        + NAMESPACE
        + "\",destination_canonical_service=\""
        + destination
        + "\",destination_canonical_revision=\""
        + answered
        + "\",destination_app=\""
        + destination
        + "\",destination_version=\""
        + answered
        + "\",destination_service=\""
        + destination
        + "\",destination_service_name=\""
        + destination
        + "\",destination_service_namespace=\""
        + NAMESPACE
        + "\",connection_security_policy=\""
        + tls
        + "\"";
  }
}
