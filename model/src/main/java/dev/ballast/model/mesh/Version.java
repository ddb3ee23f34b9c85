// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.util.List;

/** The endpoints that run one version of a service. */
public record Version(String name, List<Endpoint> endpoints) {

  public Version {
    endpoints = List.copyOf(endpoints);
  }
}
