// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm.engine;

import dev.ballast.jvm.Hook;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** What is written into a method: copied there, it is never called here. */
final class Change {

  private Change() {}

  /** Where the fault's id is written in. */
  @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
  @interface Id {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
  static @Nullable Object enter(@Id String id, @Advice.Origin("#r") String type) {
    return Hook.call(id, type);
  }

  @Advice.OnMethodExit
  @SuppressWarnings({"ParameterReassignment", "UnusedAssignment", "UnusedVariable"})
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC)
          @Nullable Object returned) {
    if (entered != null) {
      returned = ((@Nullable Object[]) entered)[0];
    }
  }
}
