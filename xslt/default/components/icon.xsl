<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Line icons on a 24 × 24 grid, decorative: text always stands beside them. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template name="icon">
    <xsl:param name="name"/>
    <svg class="icon icon-{translate($name, ' ', '')}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <xsl:choose>
        <xsl:when test="$name = 'home'"><path d="M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6h-6v6H5a1 1 0 0 1-1-1z"/></xsl:when>
        <xsl:when test="$name = 'server'"><path d="M5 4h14a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM5 13h14a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1zM8 7.5h.01M8 16.5h.01M12 7.5h4M12 16.5h4"/></xsl:when>
        <xsl:when test="$name = 'globe'"><path d="M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM3 12h18M12 3c2.5 2.5 3.8 5.6 3.8 9s-1.3 6.5-3.8 9c-2.5-2.5-3.8-5.6-3.8-9s1.3-6.5 3.8-9z"/></xsl:when>
        <xsl:when test="$name = 'invoice'"><path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9.5 8h5M9.5 12h5"/></xsl:when>
        <xsl:when test="$name = 'ticket'"><path d="M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM8 9.5h8M8 13h5"/></xsl:when>
        <xsl:when test="$name = 'user'"><path d="M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM4.5 20c1-3.6 4-5.5 7.5-5.5s6.5 1.9 7.5 5.5"/></xsl:when>
        <xsl:when test="$name = 'users'"><path d="M9 5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7zM2.5 19.5c.8-3.2 3.3-5 6.5-5s5.7 1.8 6.5 5M16 5.3a3.5 3.5 0 0 1 0 6.4M18 15c1.8.7 3 2.3 3.5 4.5"/></xsl:when>
        <xsl:when test="$name = 'mail'"><path d="M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM3.5 7l8.5 6 8.5-6"/></xsl:when>
        <xsl:when test="$name = 'plus'"><path d="M12 5v14M5 12h14"/></xsl:when>
        <xsl:when test="$name = 'search'"><path d="M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.5 15.5L20 20"/></xsl:when>
        <xsl:when test="$name = 'renew'"><path d="M20 11a8 8 0 0 0-14.3-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14.3 4l1.7-2M20 20v-5h-5"/></xsl:when>
        <xsl:when test="$name = 'pulse'"><path d="M3 12h4l3-7 4 14 3-7h4"/></xsl:when>
        <xsl:when test="$name = 'offer'"><path d="M12 3l2.2 6.8L21 12l-6.8 2.2L12 21l-2.2-6.8L3 12l6.8-2.2z"/></xsl:when>
        <xsl:when test="$name = 'news'"><path d="M4 5h13v14H6a2 2 0 0 1-2-2zM17 9h3v8a2 2 0 0 1-2 2h-1M7.5 9h6M7.5 12.5h6M7.5 16h4"/></xsl:when>
        <xsl:when test="$name = 'next'"><path d="M5 12h14M13 6l6 6-6 6"/></xsl:when>
        <xsl:when test="$name = 'back'"><path d="M19 12H5M11 6l-6 6 6 6"/></xsl:when>
        <xsl:when test="$name = 'up'"><path d="M12 19V5M6 11l6-6 6 6"/></xsl:when>
        <xsl:when test="$name = 'down'"><path d="M12 5v14M6 13l6 6 6-6"/></xsl:when>
        <xsl:when test="$name = 'check'"><path d="M5 12.5l4.5 4.5L19 7.5"/></xsl:when>
        <xsl:when test="$name = 'alert'"><path d="M12 4l9 16H3zM12 10v4.5M12 17h.01"/></xsl:when>
        <xsl:when test="$name = 'menu'"><path d="M4 7h16M4 12h16M4 17h16"/></xsl:when>
        <xsl:when test="$name = 'sign-out'"><path d="M10 4H5a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h5M15 8l4 4-4 4M19 12H9"/></xsl:when>
        <xsl:when test="$name = 'book'"><path d="M5 4h10a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h10"/></xsl:when>
        <xsl:when test="$name = 'cart'"><path d="M3 4h2.5l2 11h10.5l2-8H6.3M9 18.5a1 1 0 1 0 0 2a1 1 0 1 0 0-2zM17 18.5a1 1 0 1 0 0 2a1 1 0 1 0 0-2z"/></xsl:when>
        <xsl:when test="$name = 'clock'"><path d="M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 7v5l3.5 2"/></xsl:when>
        <xsl:when test="$name = 'lock'"><path d="M6 11h12a1 1 0 0 1 1 1v8H5v-8a1 1 0 0 1 1-1zM8 11V8a4 4 0 0 1 8 0v3"/></xsl:when>
        <xsl:otherwise><path d="M5 12h14M13 6l6 6-6 6"/></xsl:otherwise>
      </xsl:choose>
    </svg>
  </xsl:template>

</xsl:stylesheet>
