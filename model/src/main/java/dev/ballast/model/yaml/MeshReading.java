// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.mesh.Mesh;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a mesh's file.
 *
 * @param meshes the one mesh of the file; empty unless the file is valid as a whole
 */
public record MeshReading(List<Mesh> meshes, List<Problem> problems) {

  public MeshReading {
    meshes = List.copyOf(meshes);
    problems = List.copyOf(problems);
  }

  public Optional<Mesh> mesh() {
    return meshes.stream().findFirst();
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }
}
