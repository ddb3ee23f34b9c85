// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm.engine;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a changed method does instead, or before.
 *
 * @param word {@code latency}, {@code exception} or {@code return}
 * @param delayMillis before the method goes on
 * @param exception the name of a class of exceptions
 * @param message of the exception
 * @param value what is returned, as text
 * @param share of the calls, 0..1
 */
record Effect(
    String word, long delayMillis, String exception, String message, String value, double share) {

  static Effect of(Map<String, String> order) {
    return new Effect(
        order.getOrDefault("effect", ""),
        Long.parseLong(order.getOrDefault("delay_ms", "0")),
        order.getOrDefault("exception", ""),
        order.getOrDefault("message", ""),
        order.getOrDefault("value", "null"),
        Double.parseDouble(order.getOrDefault("share", "1")));
  }

  boolean hits() {
    return share >= 1 || ThreadLocalRandom.current().nextDouble() < share;
  }

  /** As {@link dev.ballast.jvm.Hook#call} says. */
  @Nullable Object @Nullable [] act(String type) {
    return switch (word) {
      case "latency" -> {
        sleep();
        yield null;
      }
      case "exception" -> throw Effect.<RuntimeException>sneaky(made());
      default -> new @Nullable Object[] {ReturnValue.of(value, type)};
    };
  }

  private void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(delayMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The host decides what that means.
    }
  }

  /** Found where the host's own code would find it. */
  private Throwable made() {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return throwable(
          Class.forName(
              exception, true, loader == null ? ClassLoader.getSystemClassLoader() : loader));
    } catch (ReflectiveOperationException | LinkageError e) {
      return new IllegalStateException(message);
    }
  }

  private Throwable throwable(Class<?> found) throws ReflectiveOperationException {
    Class<? extends Throwable> wanted = found.asSubclass(Throwable.class);
    for (Constructor<?> constructor : wanted.getConstructors()) {
      Class<?>[] takes = constructor.getParameterTypes();
      if (takes.length == 1 && takes[0] == String.class) {
        return (Throwable) constructor.newInstance(message);
      }
    }
    return wanted.getConstructor().newInstance();
  }

  /** Why this exception cannot be thrown; empty when it can. */
  String problem() {
    if (!word.equals("exception")) {
      return "";
    }
    try {
      Class<?> found = Class.forName(exception, false, ClassLoader.getSystemClassLoader());
      if (!Throwable.class.isAssignableFrom(found)) {
        return "exception: " + exception + " is none (expected: a class that can be thrown)";
      }
      throwable(found);
      return "";
    } catch (ReflectiveOperationException | LinkageError e) {
      return "exception: "
          + exception
          + " cannot be made there (expected: a public class with a constructor for a text or"
          + " nothing)";
    }
  }

  /** Code may throw whatever it likes; only javac minds. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
