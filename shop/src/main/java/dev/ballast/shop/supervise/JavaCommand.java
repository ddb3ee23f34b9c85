// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.process.RunMark;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How a service's JVM is started: small, quick, and with the classes that an earlier JVM of the
 * same program has already loaded, linked and put aside (an AOT cache).
 */
final class JavaCommand {

  private static final String MAIN = "dev.ballast.shop.Shop";

  /** Part of the cache's identity: a cache made with other flags is of no use. */
  private static final List<String> FLAGS =
      List.of(
          "-Xms12m",
          "-Xmx48m",
          "-Xss256k",
          "-XX:MaxMetaspaceSize=64m",
          "-XX:ReservedCodeCacheSize=16m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Dsun.net.httpserver.nodelay=true",
          "-Dsun.net.httpserver.idleInterval=120",
          "-Dsun.net.http.retryPost=false",
          "-Dhttp.keepAlive=true",
          "-Dhttp.maxConnections=16",
          "-Dslf4j.internal.verbosity=ERROR");

  private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private final String classPath = System.getProperty("java.class.path");
  private final RunMark mark;
  private final Optional<Path> cache;

  JavaCommand(RunMark mark, Optional<Path> cache) {
    this.mark = mark;
    this.cache = cache;
  }

  /** The same command with these classes at hand. */
  JavaCommand with(Path aotCache) {
    return new JavaCommand(mark, Optional.of(aotCache));
  }

  /** Runs a part of the shop. */
  List<String> running(String part, List<String> arguments) {
    return command(cache.map(c -> List.of("-XX:AOTCache=" + c)).orElse(List.of()), part, arguments);
  }

  /** Plays through the shop and writes down the classes that it used. */
  List<String> training(Path output, List<String> arguments) {
    return command(List.of("-XX:AOTCacheOutput=" + output), "train", arguments);
  }

  /**
   * A name for what the class path and the flags are now; empty when there are folders on the class
   * path, from which no classes can be put aside.
   */
  Optional<String> fingerprint() throws IOException {
    StringBuilder facts = new StringBuilder(System.getProperty("java.vm.version"));
    FLAGS.forEach(facts::append);
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      if (!Files.isRegularFile(jar)) {
        return Optional.empty();
      }
      facts.append(jar.toAbsolutePath()).append(Files.size(jar));
      facts.append(Files.getLastModifiedTime(jar).toMillis());
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(facts.toString().getBytes(StandardCharsets.UTF_8));
      return Optional.of(HexFormat.of().formatHex(hash).substring(0, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private List<String> command(List<String> extra, String part, List<String> arguments) {
    List<String> all = new ArrayList<>();
    all.add(java.toString());
    all.add("-Dshop.run=" + mark.text());
    all.addAll(FLAGS);
    all.addAll(extra);
    all.addAll(List.of("-cp", classPath, MAIN, part));
    all.addAll(arguments);
    return all;
  }
}
