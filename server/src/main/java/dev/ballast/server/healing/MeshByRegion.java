// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.model.Place;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** The admin API of the mesh that a place's requests go through. */
final class MeshByRegion {

  private final Map<String, URI> meshes;

  MeshByRegion(Map<String, URI> meshes) {
    this.meshes = new TreeMap<>(meshes);
  }

  /**
   * Of this place.
   *
   * @param named in the remediation; empty: the region's
   */
  URI of(Place place, String named) {
    if (!named.isEmpty()) {
      return URI.create(named);
    }
    URI known = meshes.get(place.region());
    if (known == null && place.isWhole() && meshes.size() == 1) {
      known = meshes.values().iterator().next();
    }
    if (known == null) {
      throw new ActuatorException(
          Kind.NOT_FOUND,
          place.toString(),
          "no mesh of this region is known",
          "name it in the remediation, or start the server with --mesh REGION=URL");
    }
    return known;
  }
}
