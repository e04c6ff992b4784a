<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A button that turns the renewal of a service or domain off, or on again. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="@auto-renew" mode="switch">
    <xsl:param name="action"/>
    <form method="post" action="{$action}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <input type="hidden" name="on" value="{1 - .}"/>
      <button class="btn btn-secondary btn-sm" type="submit">
        <xsl:value-of select="cd:text(concat('renewal.turn.', 1 - .))"/>
      </button>
    </form>
  </xsl:template>

</xsl:stylesheet>
