<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A domain that is to be moved here, with its auth code. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/domain-form.xsl"/>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">domain-search</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <div class="card form-card">
      <xsl:apply-templates select="form"/>
      <ul class="domain-guides">
        <xsl:apply-templates select="self::page[cd:url('guides') != '']" mode="domain-guide">
          <xsl:with-param name="how">transfer</xsl:with-param>
        </xsl:apply-templates>
      </ul>
    </div>
  </xsl:template>

</xsl:stylesheet>
