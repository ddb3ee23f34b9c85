// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks secrets up each time they are needed, so that a renewed one is used at once. */
public final class Secrets {

  private static final int LONGEST = 16 * 1024;

  private final Function<String, @Nullable String> environment;

  public Secrets(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * The secret's text; empty for none.
   *
   * @throws MissingSecretException when it is not where it should be
   */
  public String of(Secret secret) {
    return switch (secret) {
      case Secret.None _ -> "";
      case Secret.Written(String value) -> value;
      case Secret.Environment(String variable) -> some(secret, environment.apply(variable));
      case Secret.File(String path) -> some(secret, content(secret, path));
    };
  }

  private static String content(Secret secret, String path) {
    try {
      Path file = Path.of(path);
      if (Files.size(file) > LONGEST) {
        throw new MissingSecretException(secret.place() + ": longer than " + LONGEST + " bytes");
      }
      return Files.readString(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new MissingSecretException(secret.place() + ": cannot be read");
    }
  }

  private static String some(Secret secret, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new MissingSecretException(secret.place() + ": not set (expected: a text)");
    }
    return value.strip();
  }
}
