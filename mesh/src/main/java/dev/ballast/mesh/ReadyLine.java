// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.MeshService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a mesh says of itself when it is ready. */
final class ReadyLine {

  private final MeshProcess process;

  ReadyLine(MeshProcess process) {
    this.process = process;
  }

  String text(boolean json) {
    return json ? JsonMapper.builder().build().writeValueAsString(document()) : sentence();
  }

  private Map<String, Object> document() {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("event", "ready");
    said.put("mesh", process.mesh().name());
    said.put("pid", ProcessHandle.current().pid());
    said.put("admin", admin());
    said.put("transport", process.plane().transport());
    List<Map<String, Object>> listeners = new ArrayList<>();
    for (MeshService service : process.mesh().services()) {
      for (Listener listener : service.listeners()) {
        Address address = new Address(listener.address().host(), process.plane().portOf(listener));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("service", service.name().value());
        one.put("address", address.toString());
        one.put("port", address.port());
        listeners.add(one);
      }
    }
    said.put("listeners", listeners);
    return said;
  }

  private String sentence() {
    int listeners = process.mesh().services().stream().mapToInt(s -> s.listeners().size()).sum();
    return "Mesh %s: %d services on %d ports. Admin: %s"
        .formatted(process.mesh().name(), process.mesh().services().size(), listeners, admin());
  }

  private String admin() {
    return "http://" + new Address(process.mesh().admin().host(), process.adminPort());
  }
}
