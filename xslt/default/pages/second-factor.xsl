<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Set the second factor up: scan, type the code; then the recovery codes. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>
  <xsl:import href="../components/form.xsl"/>
  <xsl:import href="../components/recovery-codes.xsl"/>

  <xsl:template match="page" mode="back">
    <xsl:apply-templates select="." mode="back-link">
      <xsl:with-param name="to">security</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'second-factor']"/>
    <xsl:apply-templates select="section[@name = 'recovery-codes']"/>
  </xsl:template>

  <!-- Once it is done the lead would tell to begin. -->
  <xsl:template match="page[section[@name = 'recovery-codes']]" mode="lead">
    <p class="lead"><xsl:value-of select="cd:text('second-factor.done')"/></p>
  </xsl:template>

  <xsl:template match="section[@name = 'second-factor']">
    <div class="card form-card" data-section="second-factor">
      <ol class="steps">
        <li>
          <p><xsl:value-of select="cd:text('second-factor.scan')"/></p>
          <img class="qr" src="{cd:url('second-factor-picture')}" alt="{cd:text('second-factor.picture')}" width="220" height="220"/>
          <p class="hint"><xsl:value-of select="cd:text('second-factor.type')"/></p>
          <p><code class="secret" dir="ltr"><xsl:value-of select="@secret"/></code></p>
        </li>
        <li>
          <p><xsl:value-of select="cd:text('second-factor.confirm')"/></p>
          <xsl:apply-templates select="../form"/>
        </li>
      </ol>
    </div>
  </xsl:template>

</xsl:stylesheet>
