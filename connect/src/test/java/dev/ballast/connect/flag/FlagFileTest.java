// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlagFileTest {

  private static final String FLAGS =
      """
      {
        "$schema": "https://flagd.dev/schema/v0/flags.json",
        "flags": {
          "new-checkout": {
            "state": "ENABLED",
            "variants": {"on": true, "off": false},
            "defaultVariant": "on"
          },
          "by-user": {
            "state": "ENABLED",
            "variants": {"on": true, "off": false},
            "defaultVariant": "on",
            "targeting": {"if": [{"==": [{"var": "user"}, "a"]}, "on", "off"]}
          },
          "asleep": {"state": "DISABLED", "variants": {"on": true}, "defaultVariant": "on"}
        }
      }
      """;

  @TempDir Path dir;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(dir.resolve("shop.json"), FLAGS);
    Files.createDirectory(dir.resolve("sub"));
    Files.writeString(dir.resolve("list.json"), "[]");
    Files.writeString(dir.resolve("bad.json"), "{");
  }

  private FlagFile flag(String name) {
    return new FlagFile(dir, "shop.json", name);
  }

  @Test
  void answersDifferentlyAndLeavesTheRestAlone() throws IOException {
    FlagFile flag = flag("new-checkout");
    assertThat(flag.read().variant()).isEqualTo("on");

    flag.set("off", "on");
    flag.set("off", "on"); // The same wish once more changes nothing.

    assertThat(flag.read().variant()).isEqualTo("off");
    assertThat(flag("by-user").read().variants()).containsExactly("on", "off");
    String now = Files.readString(dir.resolve("shop.json"));
    assertThat(now.replaceAll("\\s", ""))
        .isEqualTo(FLAGS.replaceFirst("\"on\",?\n", "\"off\"\n").replaceAll("\\s", ""));
    try (var files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("shop.json", "sub", "list.json", "bad.json");
    }
  }

  @Test
  void keepsItsHandsOffWhatSomebodyElseChanged() {
    flag("new-checkout").set("off", "on");
    assertThatThrownBy(() -> flag("new-checkout").set("on", "grey"))
        .hasMessageContaining("it answers off by now, not grey")
        .extracting(e -> ((ActuatorException) e).kind())
        .isEqualTo(Kind.CONFLICT);
  }

  @Test
  void refusesWhereTheDefaultDoesNotDecide() {
    assertThatThrownBy(() -> flag("by-user").require("off"))
        .hasMessageContaining("has targeting rules, so its default variant does not decide");
    assertThatThrownBy(() -> flag("asleep").require("on")).hasMessageContaining("is disabled");
    assertThatThrownBy(() -> flag("new-checkout").require("blue"))
        .hasMessageContaining("no variant blue (expected: one of on, off)");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    assertThatThrownBy(() -> flag("none").read()).hasMessageContaining("no such flag in the file");
    assertThatThrownBy(() -> new FlagFile(dir, "nothing.json", "x").read())
        .hasMessageContaining("is not in the folder --healing-flags. Fix: put it there");
    assertThatThrownBy(() -> new FlagFile(dir.resolve("sub"), "../shop.json", "x").read())
        .hasMessageContaining("leads out of the folder");
    assertThatThrownBy(() -> new FlagFile(dir, "bad.json", "x").read())
        .hasMessageContaining("is no JSON");
    assertThatThrownBy(() -> new FlagFile(dir, "list.json", "x").read())
        .hasMessageContaining("holds no JSON object");
    Files.createSymbolicLink(dir.resolve("sub/out.json"), dir.resolve("shop.json"));
    assertThatThrownBy(() -> new FlagFile(dir.resolve("sub"), "out.json", "x").read())
        .hasMessageContaining("leads out of the folder");
  }
}
