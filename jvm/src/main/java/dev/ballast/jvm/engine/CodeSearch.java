// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the code of a class. Its constants alone say nothing: HotSpot keeps those of earlier
 * versions of a class that was changed.
 */
final class CodeSearch {

  private CodeSearch() {}

  /** Whether a method loads this constant. */
  static boolean loads(byte[] bytes, String constant) {
    AtomicBoolean found = new AtomicBoolean();
    OpenedClassReader.of(bytes)
        .accept(
            new ClassVisitor(OpenedClassReader.ASM_API) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return new MethodVisitor(OpenedClassReader.ASM_API) {
                  @Override
                  public void visitLdcInsn(Object value) {
                    if (constant.equals(value)) {
                      found.set(true);
                    }
                  }
                };
              }
            },
            0);
    return found.get();
  }
}
