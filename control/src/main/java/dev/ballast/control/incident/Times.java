// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When it all was.
 *
 * @param onset when the first symptom began
 * @param opened when it was first told, also after it was reopened
 * @param updated when anything of it changed last
 * @param acknowledged null while nobody has
 * @param resolved null while it is open
 * @param reopened how often
 */
public record Times(
    Instant onset,
    Instant opened,
    Instant updated,
    @Nullable Instant acknowledged,
    @Nullable Instant resolved,
    int reopened) {}
