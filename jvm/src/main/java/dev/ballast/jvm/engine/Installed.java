// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm.engine;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** A fault that is written into methods, until it is taken out. */
final class Installed {

  /** Two changes at once would each see, and undo, what the other does. */
  private static final Object CHANGING = new Object();

  private final String id;
  private final MethodPattern pattern;
  private final Effect effect;
  private final Instrumentation instrumentation;
  private final Set<String> methods = ConcurrentHashMap.newKeySet();
  private final Set<String> unfit = ConcurrentHashMap.newKeySet();
  private final LongAdder calls = new LongAdder();
  private final LongAdder hits = new LongAdder();
  private volatile @Nullable ResettableClassFileTransformer transformer;
  private final long leaseNanos;
  private volatile long deadline;
  private volatile boolean over;
  private volatile boolean isOut;
  private volatile String proof = "";

  Installed(
      String id,
      MethodPattern pattern,
      Effect effect,
      Instrumentation instrumentation,
      long leaseNanos) {
    this.id = id;
    this.pattern = pattern;
    this.effect = effect;
    this.instrumentation = instrumentation;
    this.leaseNanos = leaseNanos;
    this.deadline = System.nanoTime() + leaseNanos;
  }

  /** Loads what changes classes, so that no lease pays for it; changes none. */
  static String prepare() {
    return new AgentBuilder.Default().disableClassFormatChanges()
        + "/"
        + Advice.withCustomMapping().bind(Change.Id.class, "").to(Change.class);
  }

  /** Changes what is loaded, and whatever is loaded later. */
  void install() {
    synchronized (CHANGING) {
      change();
    }
  }

  private void change() {
    ElementMatcher<MethodDescription> wanted = this::isWanted;
    transformer =
        new AgentBuilder.Default()
            .disableClassFormatChanges()
            .with(RedefinitionStrategy.RETRANSFORMATION)
            .ignore(none())
            .type((type, loader, module, loaded, domain) -> pattern.hasType(type.getName()))
            .transform(
                (builder, type, loader, module, domain) ->
                    builder.visit(
                        Advice.withCustomMapping()
                            .bind(Change.Id.class, id)
                            .to(Change.class)
                            .on(
                                isMethod()
                                    .and(not(isAbstract()))
                                    .and(not(isNative()))
                                    .and(wanted))))
            .installOn(instrumentation);
    deadline = System.nanoTime() + leaseNanos; // How long it takes to begin is not its time.
  }

  private boolean isWanted(MethodDescription method) {
    if (!pattern.hasMethod(method.getName())) {
      return false;
    }
    String name = method.getDeclaringType().asErasure().getName() + "#" + method.getName();
    String type = method.getReturnType().asErasure().getName();
    if (effect.word().equals("return") && !ReturnValue.fits(effect.value(), type)) {
      unfit.add(name + " returns " + type);
      return false;
    }
    methods.add(name + method.getDescriptor());
    return true;
  }

  @Nullable Object @Nullable [] call(String type) {
    if (over || System.nanoTime() - deadline >= 0) {
      return null;
    }
    calls.increment();
    if (!effect.hits()) {
      return null;
    }
    hits.increment();
    return effect.act(type);
  }

  /** Whether it was still on. */
  boolean renew(long end) {
    if (over || System.nanoTime() - deadline >= 0) {
      return false;
    }
    deadline = end;
    return true;
  }

  boolean isDue() {
    return transformer != null && !over && System.nanoTime() - deadline >= 0;
  }

  boolean isOver() {
    return over;
  }

  /** Takes it out and looks at the classes whether it is out; once more when it was not. */
  void remove() {
    over = true; // From here on nobody is disturbed, however long the rest takes.
    synchronized (CHANGING) {
      if (!proof.startsWith("clean=true")) {
        takeOut();
      }
    }
  }

  private void takeOut() {
    Class<?>[] changed = changed();
    ResettableClassFileTransformer now = transformer;
    if (now != null) {
      boolean reset = isOut || now.reset(instrumentation, RedefinitionStrategy.RETRANSFORMATION);
      isOut = reset;
      proof = reset ? prove(changed) : "clean=false;why=the transformer could not be taken out";
    } else {
      proof = "clean=true;classes=0";
    }
  }

  private Class<?>[] changed() {
    return Arrays.stream(instrumentation.getAllLoadedClasses())
        .filter(type -> pattern.hasType(type.getName()) && instrumentation.isModifiableClass(type))
        .toArray(Class<?>[]::new);
  }

  /** Sees the code of each class as it is now, behind all that changes it. */
  private String prove(Class<?>[] changed) {
    Set<Class<?>> wanted = Set.of(changed);
    Set<Class<?>> seen = ConcurrentHashMap.newKeySet();
    LongAdder found = new LongAdder();
    ClassFileTransformer eye =
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              @Nullable ClassLoader loader,
              String name,
              @Nullable Class<?> type,
              ProtectionDomain domain,
              byte[] bytes) {
            if (type != null && wanted.contains(type)) {
              seen.add(type);
              found.add(CodeSearch.loads(bytes, id) ? 1 : 0);
            }
            return null;
          }
        };
    instrumentation.addTransformer(eye, true);
    try {
      if (changed.length > 0) {
        instrumentation.retransformClasses(changed);
      }
    } catch (UnmodifiableClassException e) {
      return "clean=false;why=" + e;
    } finally {
      instrumentation.removeTransformer(eye);
    }
    boolean clean = found.sum() == 0 && seen.size() == changed.length;
    return String.format(Locale.ROOT, "clean=%s;classes=%d", clean, seen.size());
  }

  /** How it stands, as {@code key=value} with {@code ;} between. */
  String status() {
    return over
        ? "state=over;calls=" + calls.sum() + ";hits=" + hits.sum() + ";" + proof
        : String.format(
            Locale.ROOT,
            "state=on;methods=%d;calls=%d;hits=%d;unfit=%s",
            methods.size(),
            calls.sum(),
            hits.sum(),
            unfit.stream().sorted().findFirst().orElse(""));
  }
}
