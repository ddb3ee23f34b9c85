// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.flag;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One flag of a file in flagd's format (flagd.dev, "Flag definitions"): which variant it answers by
 * default. flagd follows the file, so a new one is moved over it whole. Everything else in the file
 * stays as it is, in its order.
 */
public final class FlagFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final long LARGEST = 8 << 20;

  /** Two of our own writers must not take each other's edit away. */
  private static final ReentrantLock WRITING = new ReentrantLock();

  private final Path folder;
  private final String file;
  private final String flag;

  /**
   * @param folder the only one whose files are touched
   * @param file its name there
   */
  public FlagFile(Path folder, String file, String flag) {
    this.folder = folder;
    this.file = file;
    this.flag = flag;
  }

  /** What a flag answers by default, and what it could. */
  public record Answers(String variant, List<String> variants) {
    public Answers {
      variants = List.copyOf(variants);
    }
  }

  /** Where it is, for people. */
  public String place() {
    return "flag " + file + "/" + flag;
  }

  /** How it is now. */
  public Answers read() {
    ObjectNode body = flag(tree(path()));
    return new Answers(
        body.path("defaultVariant").asString(""),
        body.path("variants").properties().stream().map(e -> e.getKey()).toList());
  }

  /**
   * Lets it answer with another variant.
   *
   * @param seen what the decision was made upon; when it answers another by now nothing is written
   */
  public void set(String variant, String seen) {
    WRITING.lock();
    try {
      Path path = path();
      ObjectNode all = tree(path);
      ObjectNode body = flag(all);
      String now = body.path("defaultVariant").asString("");
      if (now.equals(variant)) {
        return;
      }
      if (!now.equals(seen)) {
        throw new ActuatorException(
            Kind.CONFLICT,
            place(),
            "it answers " + now + " by now, not " + seen,
            "read it again, and decide upon what is there now");
      }
      require(variant, body);
      body.put("defaultVariant", variant);
      write(path, JSON.writeValueAsBytes(all));
    } finally {
      WRITING.unlock();
    }
  }

  /** That this variant would be answered. */
  public void require(String variant) {
    require(variant, flag(tree(path())));
  }

  private void require(String variant, ObjectNode body) {
    List<String> known = body.path("variants").properties().stream().map(e -> e.getKey()).toList();
    if (!known.contains(variant)) {
      throw new ActuatorException(
          Kind.INVALID,
          place(),
          "no variant " + variant + " (expected: one of " + String.join(", ", known) + ")",
          "name a variant of the flag");
    }
    if (!body.path("state").asString("ENABLED").equals("ENABLED")) {
      throw new ActuatorException(
          Kind.UNSUPPORTED,
          place(),
          "is disabled, so nobody gets its variants",
          "enable it, or heal another way");
    }
    if (body.path("targeting").isObject() && !body.path("targeting").isEmpty()) {
      throw new ActuatorException(
          Kind.UNSUPPORTED,
          place(),
          "has targeting rules, so its default variant does not decide",
          "use a flag without targeting as the switch");
    }
  }

  private ObjectNode flag(ObjectNode all) {
    if (all.path("flags").get(flag) instanceof ObjectNode body) {
      return body;
    }
    throw new ActuatorException(
        Kind.NOT_FOUND, place(), "no such flag in the file", "name one of its flags");
  }

  private ObjectNode tree(Path path) {
    try {
      if (Files.size(path) > LARGEST) {
        throw refused("is larger than " + LARGEST + " bytes", "split it");
      }
      JsonNode read = JSON.readTree(Files.readAllBytes(path));
      if (read instanceof ObjectNode all) {
        return all;
      }
      throw refused("holds no JSON object", "write it in flagd's format");
    } catch (JacksonException e) {
      throw refused("is no JSON", "write it in flagd's format as JSON");
    } catch (IOException e) {
      throw refused("cannot be read", "let the server read it");
    }
  }

  private Path path() {
    try {
      Path root = folder.toRealPath();
      Path found = root.resolve(file).toRealPath();
      if (file.contains("/") || !found.startsWith(root) || !Files.isRegularFile(found)) {
        throw refused("leads out of the folder", "put the file itself there");
      }
      return found;
    } catch (IOException | InvalidPathException e) {
      throw refused("is not in the folder --healing-flags", "put it there");
    }
  }

  private void write(Path path, byte[] bytes) {
    Path fresh = path.resolveSibling("." + path.getFileName() + ".ballast");
    try {
      Files.write(fresh, bytes);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(path));
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ActuatorException(
          Kind.FORBIDDEN,
          place(),
          "cannot be written (" + e.getClass().getSimpleName() + ")",
          "let the server's user write the folder --healing-flags");
    }
  }

  private ActuatorException refused(String what, String fix) {
    return new ActuatorException(Kind.INVALID, place(), what, fix);
  }
}
