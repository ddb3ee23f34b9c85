// SPDX-License-Identifier: Apache-2.0
/** Which requests are meant: conditions on path, method, host, headers and query. */
@NullMarked
package dev.ballast.model.request;

import org.jspecify.annotations.NullMarked;
