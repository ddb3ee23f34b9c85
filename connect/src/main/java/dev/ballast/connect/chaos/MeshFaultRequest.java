// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/** A fault as a mesh's admin API takes it. */
final class MeshFaultRequest {

  private final Map<String, Tree> all = new LinkedHashMap<>();
  private final Map<String, Tree> match = new LinkedHashMap<>();
  private final Map<String, Tree> fault = new LinkedHashMap<>();

  MeshFaultRequest(String service, String type) {
    all.put("service", new Tree.Text(service));
    fault.put("type", new Tree.Text(type));
  }

  MeshFaultRequest onBytes() {
    all.put("on", new Tree.Text("bytes"));
    return this;
  }

  MeshFaultRequest share(double share) {
    all.put("share", Units.of(share));
    return this;
  }

  MeshFaultRequest match(String key, Tree value) {
    match.put(key, value);
    return this;
  }

  MeshFaultRequest number(String key, double value) {
    fault.put(key, Units.of(value));
    return this;
  }

  MeshFaultRequest text(String key, String value) {
    fault.put(key, new Tree.Text(value));
    return this;
  }

  Tree tree() {
    Map<String, Tree> request = new LinkedHashMap<>(all);
    if (!match.isEmpty()) {
      request.put("match", new Tree.Fields(match));
    }
    request.put("fault", new Tree.Fields(fault));
    return new Tree.Fields(request);
  }
}
