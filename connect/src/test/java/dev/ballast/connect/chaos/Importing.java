// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.yaml.Source;
import java.util.List;
import java.util.Optional;

/** Reads one document, and finds what became of one of its values. */
final class Importing {

  private Importing() {}

  static Imported read(String text, String service) {
    var file = ChaosImport.read(Source.of("t", text), Optional.empty(), service);
    assertThat(file.problems()).isEmpty();
    return file.imported().getFirst();
  }

  static Imported read(String text) {
    return read(text, "");
  }

  static Mapping.Line line(Imported one, String path) {
    List<Mapping.Line> found =
        one.lines().stream().filter(line -> line.path().equals(path)).toList();
    assertThat(found).as(path).hasSize(1);
    return found.getFirst();
  }
}
