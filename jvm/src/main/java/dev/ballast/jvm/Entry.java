// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The way in, once for every order. It answers by a system property, {@code ballast.fault.ID}, and
 * throws nothing into the JVM that it is a guest of.
 */
public final class Entry {

  private static final String ENGINE = "dev.ballast.jvm.engine.Engine";

  private static @Nullable BiFunction<Instrumentation, Map<String, String>, String> engine;

  private Entry() {}

  /**
   * Takes an order.
   *
   * @param options {@code key=value} with {@code &} between, encoded as in a URL; {@code jars} has
   *     this jar and Byte Buddy's, {@code id} the fault, {@code do} the order
   */
  public static void agentmain(String options, Instrumentation instrumentation) {
    Map<String, String> order = read(options);
    String property = "ballast.fault." + order.getOrDefault("id", "");
    System.clearProperty(property);
    try {
      System.setProperty(property, engine(order, instrumentation).apply(instrumentation, order));
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      System.setProperty(property, "problem=" + e);
    }
  }

  private static Map<String, String> read(String options) {
    Map<String, String> order = new HashMap<>();
    for (String pair : options.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        order.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return order;
  }

  /** Behind a loader of its own: the libraries of the host and ours never meet. */
  @SuppressWarnings(
      "unchecked") // The class is ours; it is found by name since no class may see it.
  private static synchronized BiFunction<Instrumentation, Map<String, String>, String> engine(
      Map<String, String> order, Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException {
    BiFunction<Instrumentation, Map<String, String>, String> known = engine;
    if (known != null) {
      return known;
    }
    // Once, and before anybody asks for Hook: every class of the host has to see this one.
    instrumentation.appendToBootstrapClassLoaderSearch(
        new JarFile(order.getOrDefault("jars", "").split(File.pathSeparator, -1)[0]));
    Object made =
        loader(order.getOrDefault("jars", "")).loadClass(ENGINE).getConstructor().newInstance();
    Hook.set((BiFunction<String, String, @Nullable Object[]>) made);
    known =
        (BiFunction<Instrumentation, Map<String, String>, String>)
            made.getClass().getMethod("orders").invoke(made);
    engine = known;
    return known;
  }

  private static ClassLoader loader(String jars) {
    String[] paths = jars.split(File.pathSeparator, -1);
    URL[] urls = new URL[paths.length];
    for (int i = 0; i < paths.length; i++) {
      try {
        urls[i] = new File(paths[i]).toURI().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("jars: " + paths[i] + " (expected: a file)", e);
      }
    }
    return new Own(urls);
  }

  /** Looks for the engine in its own jars first: this jar is also seen by the loader above. */
  private static final class Own extends URLClassLoader {
    Own(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("dev.ballast.jvm.engine.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> found = findLoadedClass(name);
        return found == null ? findClass(name) : found;
      }
    }
  }
}
