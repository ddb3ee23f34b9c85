// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.RegionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResourceFilesTest {

  @TempDir Path folder;

  private Path region(String file, String name) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(
        path, "{apiVersion: ballast.dev/v1, kind: Region, metadata: {name: " + name + "}}\n");
  }

  private List<String> regionsOf(Path... paths) {
    var reading = ConfigurationReader.read(List.of(paths), QueryChecker.NONE);
    assertThat(reading.problems()).isEmpty();
    return reading.configuration().regions().keySet().stream().map(RegionName::value).toList();
  }

  private List<String> linesOf(Path... paths) {
    return ConfigurationReader.read(List.of(paths), QueryChecker.NONE).problems().stream()
        .map(p -> p.severity() + " " + p.line())
        .toList();
  }

  @Test
  void readsYamlAndJsonOfAllFoldersBelow() throws IOException {
    region("a.yaml", "a");
    region("b/b.yml", "b");
    region("b/c/c.json", "c");
    assertThat(regionsOf(folder)).containsExactly("a", "b", "c");
  }

  @Test
  void skipsDotFilesAndOtherKindsOfFiles() throws IOException {
    region("a.yaml", "a");
    region(".hidden.yaml", "b");
    region(".git/c.yaml", "c");
    region("d.yaml~", "d");
    region("README.md", "e");
    assertThat(regionsOf(folder)).containsExactly("a");
  }

  @Test
  void readsANamedFileWhateverItIsCalled() throws IOException {
    assertThat(regionsOf(region("regions.conf", "a"))).containsExactly("a");
  }

  @Test
  void readsAFileOnceEvenWhenItIsNamedTwice() throws IOException {
    assertThat(regionsOf(region("a.yaml", "a"), folder)).containsExactly("a");
  }

  @Test
  void followsLinksButNotInCircles() throws IOException {
    region("..data/a.yaml", "a");
    Files.createSymbolicLink(folder.resolve("a.yaml"), folder.resolve("..data/a.yaml"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertThat(regionsOf(folder)).containsExactly("a");
  }

  @Test
  void readsFilesInOrderOfTheirNames() throws IOException {
    Files.writeString(folder.resolve("b.yaml"), "b");
    Files.writeString(folder.resolve("a.yaml"), "a");
    assertThat(linesOf(folder)).extracting(l -> l.contains("a.yaml")).containsExactly(true, false);
  }

  @Test
  void namesTheNearestFileWhenOneIsNotThere() throws IOException {
    region("checkout.yaml", "a");
    assertThat(linesOf(folder.resolve("chekout.yaml")))
        .containsExactly(
            "ERROR %1$s/chekout.yaml: not found (expected: a file or folder). Write: %1$s/checkout.yaml"
                .formatted(folder));
    assertThat(linesOf(folder.resolve("none/at/all.yaml")))
        .containsExactly(
            "ERROR %s/none/at/all.yaml: not found (expected: a file or folder)".formatted(folder));
  }

  @Test
  void warnsAboutAFolderWithoutResources() {
    assertThat(linesOf(folder))
        .containsExactly("WARNING %s: holds no *.yaml, *.yml or *.json".formatted(folder));
  }

  @Test
  void refusesMoreFilesThanTheLimit() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      region(name + ".yaml", name);
    }
    var limits = new Limits(1_000, 2, 10, 10, 100, 10);
    var reading =
        ConfigurationReader.read(
            List.of(folder), QueryChecker.NONE, ReaderOptions.DEFAULT.withLimits(limits));
    assertThat(reading.problems())
        .extracting(Problem::line)
        .containsExactly(
            "%s/c.yaml: one file too many (expected: at most 2). Fix: split the file or write less of it"
                .formatted(folder));
  }

  @Test
  void acceptsJsonIndentedWithTabs() throws IOException {
    var file = folder.resolve("a.json");
    Files.writeString(
        file,
        """
        {
        \t"apiVersion": "ballast.dev/v1",
        \t"kind": "Region",
        \t"metadata": {"name": "a"}
        }
        """);
    assertThat(regionsOf(file)).containsExactly("a");
  }

  @Test
  void doesNotBlameReferencesIntoAFileThatCannotBeRead() throws IOException {
    Files.write(folder.resolve("database.yaml"), new byte[] {(byte) 0xFE, (byte) 0xFF, 0});
    Files.writeString(
        folder.resolve("orders.yaml"),
        "{apiVersion: ballast.dev/v1, kind: Service, metadata: {name: orders},"
            + " spec: {dependsOn: [database]}}\n");
    assertThat(linesOf(folder)).hasSize(1).first().asString().contains("UTF-16");
  }
}
