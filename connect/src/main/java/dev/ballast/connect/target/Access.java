// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.target;

import dev.ballast.connect.kubernetes.Cluster;
import java.nio.file.Path;

/**
 * Where the systems are that hold weights and replicas.
 *
 * @param mesh the URL of a mesh's admin API
 * @param kubeconfig a file; empty: as kubectl would find it
 * @param context of the kubeconfig; empty: its current one
 * @param haproxy HAProxy's stats socket: a path or {@code host:port}
 * @param orchestrator the URL of what runs plain processes
 */
public record Access(
    String mesh, String kubeconfig, String context, String haproxy, String orchestrator) {

  public static final Access DEFAULT =
      new Access(
          "http://127.0.0.1:7711", "", "", "/run/haproxy/admin.sock", "http://127.0.0.1:7280");

  Cluster cluster() {
    return kubeconfig.isEmpty()
        ? Cluster.found(context)
        : Cluster.of(Path.of(kubeconfig), context);
  }
}
