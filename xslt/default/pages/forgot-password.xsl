<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Ask for a link to a new password. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/door.xsl"/>

  <xsl:template match="page" mode="other-door">
    <xsl:apply-templates select="." mode="door-link">
      <xsl:with-param name="to">sign-in</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

</xsl:stylesheet>
