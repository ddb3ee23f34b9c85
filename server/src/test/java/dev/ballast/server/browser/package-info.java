// SPDX-License-Identifier: Apache-2.0
/** Tests of the pages in a real browser; compiled only where one is installed. */
@NullMarked
package dev.ballast.server.browser;

import org.jspecify.annotations.NullMarked;
