<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A page that asks before something is gone: a question, a button, a way back. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page" mode="content">
    <div class="card form-card">
      <xsl:apply-templates select="section/contact" mode="sure"/>
    </div>
  </xsl:template>

  <xsl:template match="contact" mode="sure">
    <p class="card-text"><xsl:apply-templates select="." mode="question"/></p>
    <form class="sure" method="post" action="{/page/@base}{/page/@path}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <button class="btn btn-danger" type="submit">
        <xsl:value-of select="cd:text(concat('form.', /page/@name, '.submit'))"/>
      </button>
      <a class="btn btn-quiet" href="{cd:url('contact', @id)}">
        <xsl:value-of select="cd:text('form.keep')"/>
      </a>
    </form>
  </xsl:template>

</xsl:stylesheet>
