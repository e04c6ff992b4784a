<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Asks at a new address whether it is the right one: link. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="layout.xsl"/>

  <xsl:template match="mail" mode="text">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.email-change.text', @site, @to)"/></p>
  </xsl:template>

</xsl:stylesheet>
