<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Tells that new recovery codes were made: when, address. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="layout.xsl"/>

  <xsl:template match="mail" mode="facts">
    <xsl:apply-templates select="@when" mode="fact"/>
    <xsl:apply-templates select="@address" mode="fact"/>
  </xsl:template>

</xsl:stylesheet>
