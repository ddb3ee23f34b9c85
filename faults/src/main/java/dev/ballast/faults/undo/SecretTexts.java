// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import dev.ballast.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks secrets up each time they are needed; empty when there is none. */
public final class SecretTexts {

  private static final int LONGEST = 16 * 1024;

  private final Function<String, @Nullable String> environment;

  public SecretTexts(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  public String of(Secret secret) {
    return switch (secret) {
      case Secret.None _ -> "";
      case Secret.Written(String value) -> value;
      case Secret.Environment(String variable) -> {
        String value = environment.apply(variable);
        yield value == null ? "" : value.strip();
      }
      case Secret.File(String path) -> content(Path.of(path));
    };
  }

  private static String content(Path file) {
    try {
      return Files.size(file) > LONGEST ? "" : Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
