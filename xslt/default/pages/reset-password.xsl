<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A new password by a link; or the link is over. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/door.xsl"/>

  <xsl:template match="page[not(form)]" mode="lead">
    <p class="lead"><xsl:value-of select="cd:text('link.over')"/></p>
  </xsl:template>

  <xsl:template match="page[form]" mode="lead">
    <p class="lead"><xsl:value-of select="cd:text('page.reset-password.for', section/user/@email)"/></p>
  </xsl:template>

  <xsl:template match="page" mode="other-door">
    <xsl:apply-templates select="." mode="door-link">
      <xsl:with-param name="to">forgot-password</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

</xsl:stylesheet>
